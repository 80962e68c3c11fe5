"""Verbs that rules and laws use: plain form, third person, past participle. Written out, so that no
rule
of spelling is tested against itself."""

from __future__ import annotations

_TABLE = """
abandon abandons abandoned; abolish abolishes abolished; absorb absorbs absorbed; accept accepts
accepted; access accesses accessed; accompany accompanies accompanied; account accounts
accounted; accredit accredits accredited; accuse accuses accused; acknowledge acknowledges
acknowledged; acquire acquires acquired; act acts acted; adapt adapts adapted; add adds added;
address addresses addressed; adhere adheres adhered; adjourn adjourns adjourned; adjust adjusts
adjusted; administer administers administered; admit admits admitted; adopt adopts adopted;
advance advances advanced; advertise advertises advertised; advise advises advised; affect
affects affected; affirm affirms affirmed; agree agrees agreed; aid aids aided; allege alleges
alleged; allocate allocates allocated; allow allows allowed; alter alters altered; amend amends
amended; analyze analyzes analyzed; announce announces announced; annul annuls annulled; answer
answers answered; appeal appeals appealed; appear appears appeared; apply applies applied;
appoint appoints appointed; approve approves approved; arbitrate arbitrates arbitrated; archive
archives archived; argue argues argued; arise arises arisen; arrange arranges arranged; arrest
arrests arrested; ascertain ascertains ascertained; ask asks asked; assault assaults assaulted;
assemble assembles assembled; assert asserts asserted; assess assesses assessed; assign assigns
assigned; assist assists assisted; assume assumes assumed; attach attaches attached; attempt
attempts attempted; attend attends attended; audit audits audited; authorize authorizes
authorized; avoid avoids avoided; awake awakes awoken; award awards awarded; ban bans banned;
bar bars barred; bargain bargains bargained; base bases based; be is been; bear bears borne;
beat beats beaten; become becomes become; befall befalls befallen; begin begins begun; behold
beholds beheld; believe believes believed; belong belongs belonged; bend bends bent; benefit
benefits benefited; beset besets beset; bet bets bet; bid bids bid; bill bills billed; bind
binds bound; bite bites bitten; bleed bleeds bled; block blocks blocked; blow blows blown; board
boards boarded; borrow borrows borrowed; breach breaches breached; break breaks broken; breed
breeds bred; bribe bribes bribed; bring brings brought; broadcast broadcasts broadcast; build
builds built; burden burdens burdened; burst bursts burst; bury buries buried; buy buys bought;
cache caches cached; call calls called; cancel cancels canceled; carry carries carried; cast
casts cast; catch catches caught; cause causes caused; cease ceases ceased; certify certifies
certified; challenge challenges challenged; change changes changed; charge charges charged;
check checks checked; choose chooses chosen; claim claims claimed; classify classifies
classified; clear clears cleared; cling clings clung; close closes closed; coerce coerces
coerced; collect collects collected; combine combines combined; come comes come; commit commits
committed; communicate communicates communicated; compel compels compelled; compensate
compensates compensated; compete competes competed; complain complains complained; complete
completes completed; comply complies complied; conceal conceals concealed; concern concerns
concerned; concur concurs concurred; conduct conducts conducted; confer confers conferred;
confirm confirms confirmed; confiscate confiscates confiscated; consent consents consented;
conserve conserves conserved; consider considers considered; consist consists consisted;
constitute constitutes constituted; construct constructs constructed; consult consults
consulted; consume consumes consumed; contact contacts contacted; contain contains contained;
contest contests contested; continue continues continued; contract contracts contracted;
contribute contributes contributed; control controls controlled; convene convenes convened;
convert converts converted; convey conveys conveyed; convict convicts convicted; cooperate
cooperates cooperated; copy copies copied; correct corrects corrected; cost costs cost; counsel
counsels counseled; cover covers covered; create creates created; creep creeps crept; cross
crosses crossed; cure cures cured; cut cuts cut; deal deals dealt; deceive deceives deceived;
decide decides decided; declare declares declared; decline declines declined; deduct deducts
deducted; defend defends defended; defer defers deferred; define defines defined; delay delays
delayed; delegate delegates delegated; delete deletes deleted; deliver delivers delivered;
demand demands demanded; demolish demolishes demolished; deny denies denied; depend depends
depended; deport deports deported; deposit deposits deposited; describe describes described;
design designs designed; destroy destroys destroyed; detain detains detained; determine
determines determined; develop develops developed; deviate deviates deviated; devise devises
devised; die dies died; differ differs differed; dig digs dug; direct directs directed; disagree
disagrees disagreed; discharge discharges discharged; disclose discloses disclosed; discuss
discusses discussed; dismiss dismisses dismissed; dispatch dispatches dispatched; display
displays displayed; dispose disposes disposed; dispute disputes disputed; disqualify
disqualifies disqualified; distribute distributes distributed; disturb disturbs disturbed;
divide divides divided; do does done; document documents documented; donate donates donated;
draw draws drawn; drink drinks drunk; drive drives driven; drop drops dropped; dry dries dried;
eat eats eaten; echo echoes echoed; edit edits edited; educate educates educated; elect elects
elected; employ employs employed; empty empties emptied; enact enacts enacted; endanger
endangers endangered; endorse endorses endorsed; enforce enforces enforced; engage engages
engaged; enter enters entered; entitle entitles entitled; equip equips equipped; err errs erred;
establish establishes established; evict evicts evicted; exchange exchanges exchanged; excuse
excuses excused; execute executes executed; exempt exempts exempted; exercise exercises
exercised; expel expels expelled; expire expires expired; explain explains explained; export
exports exported; express expresses expressed; extend extends extended; facilitate facilitates
facilitated; fall falls fallen; feed feeds fed; feel feels felt; fight fights fought; file files
filed; finance finances financed; find finds found; finish finishes finished; fix fixes fixed;
flee flees fled; fling flings flung; fly flies flown; focus focuses focused; follow follows
followed; forbear forbears forborne; forbid forbids forbidden; forecast forecasts forecast;
foresee foresees foreseen; foretell foretells foretold; forget forgets forgotten; forgive
forgives forgiven; forgo forgoes forgone; format formats formatted; forsake forsakes forsaken;
freeze freezes frozen; furnish furnishes furnished; gather gathers gathered; get gets got; give
gives given; go goes gone; grant grants granted; grind grinds ground; grow grows grown;
guarantee guarantees guaranteed; guard guards guarded; handle handles handled; hang hangs hung;
harass harasses harassed; harbor harbors harbored; harm harms harmed; have has had; hear hears
heard; hide hides hidden; hire hires hired; hit hits hit; hold holds held; hope hopes hoped;
hurt hurts hurt; identify identifies identified; ignore ignores ignored; impair impairs
impaired; implement implements implemented; imply implies implied; import imports imported;
impose imposes imposed; inform informs informed; initiate initiates initiated; injure injures
injured; inspect inspects inspected; install installs installed; instruct instructs instructed;
insure insures insured; intend intends intended; investigate investigates investigated; issue
issues issued; join joins joined; judge judges judged; justify justifies justified; keep keeps
kept; kidnap kidnaps kidnapped; kill kills killed; kneel kneels knelt; know knows known; label
labels labeled; lay lays laid; lead leads led; lease leases leased; leave leaves left; lend
lends lent; let lets let; levy levies levied; license licenses licensed; lie lies lied; limit
limits limited; list lists listed; live lives lived; load loads loaded; lobby lobbies lobbied;
lodge lodges lodged; lose loses lost; maintain maintains maintained; make makes made; manage
manages managed; mark marks marked; market markets marketed; match matches matched; mean means
meant; meet meets met; merge merges merged; mislead misleads misled; mistake mistakes mistaken;
misunderstand misunderstands misunderstood; modify modifies modified; monitor monitors
monitored; move moves moved; notify notifies notified; obey obeys obeyed; object objects
objected; oblige obliges obliged; observe observes observed; obtain obtains obtained; occupy
occupies occupied; occur occurs occurred; offer offers offered; omit omits omitted; open opens
opened; operate operates operated; oppose opposes opposed; order orders ordered; outbid outbids
outbid; outrun outruns outrun; overcome overcomes overcome; overdo overdoes overdone; overhear
overhears overheard; override overrides overridden; overrun overruns overrun; oversee oversees
overseen; overtake overtakes overtaken; overthrow overthrows overthrown; owe owes owed; own owns
owned; pass passes passed; patrol patrols patrolled; pay pays paid; permit permits permitted;
photograph photographs photographed; plan plans planned; police polices policed; possess
possesses possessed; postpone postpones postponed; prefer prefers preferred; prepare prepares
prepared; prescribe prescribes prescribed; present presents presented; preserve preserves
preserved; press presses pressed; prevent prevents prevented; process processes processed;
produce produces produced; prohibit prohibits prohibited; promise promises promised; promote
promotes promoted; propose proposes proposed; prosecute prosecutes prosecuted; protect protects
protected; prove proves proven; provide provides provided; publish publishes published; punish
punishes punished; purchase purchases purchased; pursue pursues pursued; put puts put; qualify
qualifies qualified; question questions questioned; quit quits quit; quiz quizzes quizzed; raise
raises raised; ratify ratifies ratified; reach reaches reached; read reads read; realize
realizes realized; rebuild rebuilds rebuilt; receive receives received; recognize recognizes
recognized; record records recorded; recover recovers recovered; recur recurs recurred; redo
redoes redone; reduce reduces reduced; refer refers referred; refuse refuses refused; register
registers registered; regret regrets regretted; reimburse reimburses reimbursed; reject rejects
rejected; relate relates related; relay relays relayed; release releases released; rely relies
relied; remain remains remained; remake remakes remade; remedy remedies remedied; remit remits
remitted; remove removes removed; renew renews renewed; rent rents rented; repair repairs
repaired; repay repays repaid; repeal repeals repealed; reply replies replied; report reports
reported; represent represents represented; request requests requested; require requires
required; resell resells resold; reset resets reset; resign resigns resigned; resolve resolves
resolved; respond responds responded; restrict restricts restricted; result results resulted;
retain retains retained; retake retakes retaken; retell retells retold; retire retires retired;
return returns returned; reveal reveals revealed; review reviews reviewed; revoke revokes
revoked; rewrite rewrites rewritten; rid rids rid; ride rides ridden; ring rings rung; rise
rises risen; rob robs robbed; run runs run; sanction sanctions sanctioned; satisfy satisfies
satisfied; say says said; schedule schedules scheduled; seal seals sealed; search searches
searched; see sees seen; seek seeks sought; seize seizes seized; sell sells sold; send sends
sent; serve serves served; set sets set; settle settles settled; sew sews sewn; shake shakes
shaken; share shares shared; shed sheds shed; shine shines shone; ship ships shipped; shoot
shoots shot; show shows shown; shrink shrinks shrunk; shut shuts shut; sign signs signed; sing
sings sung; sink sinks sunk; sit sits sat; slay slays slain; sleep sleeps slept; slide slides
slid; slip slips slipped; slit slits slit; smoke smokes smoked; solicit solicits solicited;
speak speaks spoken; spend spends spent; spin spins spun; split splits split; sponsor sponsors
sponsored; spread spreads spread; spring springs sprung; stalk stalks stalked; stand stands
stood; stay stays stayed; steal steals stolen; stick sticks stuck; sting stings stung; stipulate
stipulates stipulated; stop stops stopped; store stores stored; strike strikes struck; string
strings strung; strive strives striven; submit submits submitted; sue sues sued; suffer suffers
suffered; supervise supervises supervised; supply supplies supplied; support supports supported;
suspect suspects suspected; suspend suspends suspended; swear swears sworn; sweep sweeps swept;
swell swells swollen; swim swims swum; swing swings swung; take takes taken; tamper tampers
tampered; tax taxes taxed; teach teaches taught; tear tears torn; tell tells told; terminate
terminates terminated; testify testifies testified; think thinks thought; threaten threatens
threatened; throw throws thrown; thrust thrusts thrust; tie ties tied; toe toes toed; tow tows
towed; trade trades traded; transfer transfers transferred; transmit transmits transmitted;
transport transports transported; travel travels traveled; tread treads trodden; treat treats
treated; trespass trespasses trespassed; try tries tried; undergo undergoes undergone; underlie
underlies underlain; understand understands understood; undertake undertakes undertaken;
underwrite underwrites underwritten; undo undoes undone; unwind unwinds unwound; uphold upholds
upheld; upset upsets upset; urge urges urged; use uses used; vacate vacates vacated; validate
validates validated; veto vetoes vetoed; vie vies vied; violate violates violated; visit visits
visited; volunteer volunteers volunteered; vote votes voted; vow vows vowed; waive waives
waived; wake wakes woken; warn warns warned; wear wears worn; weave weaves woven; weep weeps
wept; weigh weighs weighed; welcome welcomes welcomed; win wins won; wind winds wound; withdraw
withdraws withdrawn; withhold withholds withheld; withstand withstands withstood; witness
witnesses witnessed; work works worked; worry worries worried; wring wrings wrung; write writes
written; yield yields yielded; zone zones zoned
"""


def verbs() -> list[tuple[str, str, str]]:
    """Every verb of the table with its forms."""
    rows = (row.split() for row in _TABLE.split(";"))
    return [(plain, third, participle) for plain, third, participle in rows]
