#!/usr/bin/env bash
# The steps of the GitHub Action (see action.yml).
#   github.sh install   installs Antinomy, from the checkout that this script is in
#   github.sh look      looks at the change; the exit code is that of `antinomy gate`
# Everything that a user can choose comes in by the environment.
set -euo pipefail

home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=${RUNNER_TEMP:-${TMPDIR:-/tmp}}/antinomy
environment=$work/environment

install() {
  python -m venv "$environment"
  "$(program python)" -m pip --disable-pip-version-check --quiet install "$home"
}

# Where a command of the environment is: systems differ in that.
program() {
  local folder
  for folder in "$environment/bin" "$environment/Scripts"; do
    if [ -x "$folder/$1" ] || [ -x "$folder/$1.exe" ]; then
      printf '%s\n' "$folder/$1"
      return
    fi
  done
  printf 'there is no %s in %s; run this script with “install” first\n' "$1" "$environment" >&2
  return 2
}

# The commit to compare with. A shallow clone may lack it, so it is fetched where it is not there.
base_commit() {
  local base=$1
  if ! git rev-parse --verify --quiet --end-of-options "$base^{commit}"; then
    if git fetch --quiet --no-tags --depth=1 -- origin "$base" >&2; then
      git rev-parse --verify --quiet "FETCH_HEAD^{commit}"
    else
      printf '%s\n' "$base" # the gate says what is wrong with it
    fi
  fi
}

look() {
  local antinomy code=0 base path paths=()
  antinomy=${ANTINOMY:-$(program antinomy)}
  mkdir -p "$work"
  rm -f "$work"/summary.md "$work"/antinomy.sarif "$work"/annotations
  while IFS= read -r path; do
    path=${path#"${path%%[![:space:]]*}"}
    path=${path%"${path##*[![:space:]]}"}
    [ -z "$path" ] || paths+=("$path")
  done <<<"${ANTINOMY_PATHS:-spec}"
  [ "${#paths[@]}" -gt 0 ] || paths=(spec)
  local options=(
    --summary "$work/summary.md" --sarif "$work/antinomy.sarif"
    --annotations "$work/annotations" "--fail-on=${ANTINOMY_FAIL_ON:-error}"
  )
  if [ -n "${ANTINOMY_BASE:-}" ]; then
    base=$(base_commit "$ANTINOMY_BASE")
    options+=("--base=$base")
  fi

  # What is printed holds words of the change, and no line of it may be taken for a command.
  local mark
  mark=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  printf '::stop-commands::%s\n' "$mark"
  "$antinomy" gate "${options[@]}" -- "${paths[@]}" || code=$?
  printf '::%s::\n' "$mark"

  if [ -f "$work/annotations" ]; then cat "$work/annotations"; fi
  if [ -f "$work/summary.md" ]; then
    cat "$work/summary.md" >>"${GITHUB_STEP_SUMMARY:-/dev/null}"
    if [ "${ANTINOMY_COMMENT:-}" = true ] && [ -n "${ANTINOMY_PULL_REQUEST:-}" ]; then
      comment || echo "::warning::The summary could not be written as a comment; it is in the summary of the job."
    fi
  fi
  {
    printf 'exit-code=%s\n' "$code"
    if [ -f "$work/summary.md" ]; then printf 'summary=%s\n' "$work/summary.md"; fi
    if [ -f "$work/antinomy.sarif" ]; then printf 'sarif=%s\n' "$work/antinomy.sarif"; fi
  } >>"${GITHUB_OUTPUT:-/dev/null}"
  return "$code"
}

# One comment on the pull request, written anew by every run.
comment() {
  local all="repos/$GITHUB_REPOSITORY/issues" found
  local ours='.[] | select(.user.type == "Bot" and (.body | startswith("<!-- antinomy -->"))) | .id'
  found=$(gh api --paginate "$all/$ANTINOMY_PULL_REQUEST/comments" --jq "$ours") || return 1
  found=${found%%$'\n'*}
  if [ -n "$found" ]; then
    gh api --silent --method PATCH "$all/comments/$found" --field "body=@$work/summary.md"
  else
    gh api --silent --method POST "$all/$ANTINOMY_PULL_REQUEST/comments" \
      --field "body=@$work/summary.md"
  fi
}

case ${1:-} in
  install) install ;;
  look) look ;;
  *)
    echo "usage: github.sh install|look" >&2
    exit 2
    ;;
esac
