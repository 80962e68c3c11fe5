"""The language of policy files: its grammar (`policy.lark`) and its reference (`language.md`)."""
