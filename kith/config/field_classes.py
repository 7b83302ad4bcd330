"""The class of every field, on one page. kith/access/classes.py says what each class may leave by."""

from kith.access.classes import FieldClass

SOURCED = (
    "source source_date valid_from valid_to last_checked next_review owner needs_local_sign_off unverified authority"
)


def _classes(**names: str) -> dict[str, FieldClass]:
    table = {"id": FieldClass.INTERNAL}
    for kind, fields in names.items():
        for field in fields.split():
            table[field] = FieldClass(kind)
    return table


# What every page of Wagtail carries.
WAGTAIL_PAGE = (
    "path depth numchild translation_key locale latest_revision live has_unpublished_changes first_published_at "
    "last_published_at live_revision go_live_at expire_at expired locked locked_at title draft_title slug content_type "
    "url_path latest_revision_created_at alias_of show_in_menus seo_title search_description page_ptr"
)


CLASSES: dict[str, dict[str, FieldClass]] = {
    "audit.Entry": _classes(
        internal="seq at verb about_child leaf seal request_id",
        personal="actor actor_agency authority subject details changed",
        restricted="hashes session",
    ),
    "audit.TrailState": _classes(internal="size frontier seal"),
    "audit.Head": _classes(public="size root at signature"),
    "decisions.Draft": _classes(
        internal="subject section version saved_at expires", personal="author", restricted="content"
    ),
    "people.Region": _classes(public="key name is_demo"),
    "people.Authority": _classes(public="key name region successor valid_from valid_to"),
    "people.Setting": _classes(internal="authority key value source valid_from last_checked next_review"),
    "people.Agency": _classes(public="authority key name kind"),
    "people.Team": _classes(internal="agency key name screens"),
    "people.Person": _classes(
        internal="uuid authority agency is_active wants_mail must_change last_login is_superuser",
        personal="email name job_title telephone leaves_on",
        restricted="password",
    ),
    "people.RoleHeld": _classes(internal="role begins ends", personal="person"),
    "people.Membership": _classes(internal="team manages begins ends", personal="person"),
    "people.PointOfContact": _classes(
        internal="authority subject step agency agency_name hours source last_checked next_review order chased_on told_of",
        personal="name role telephone cover out_of_hours person deputy assured_by",
    ),
    "people.Carried": _classes(internal="kind key at", personal="holder"),
    "people.Absence": _classes(internal="contact first_day last_day", personal="cover"),
    "people.VettingLevel": _classes(internal="key name order source last_checked next_review"),
    "people.Vetting": _classes(
        internal="uuid",
        restricted="person level issuer last_day entered_by entered_at confirmed_by confirmed_at "
        "withdrawn_by withdrawn_at",
    ),
    "people.SignInAttempt": _classes(restricted="account address", internal="at"),
    "people.Token": _classes(
        internal="name scope created expires withdrawn last_used", personal="person", restricted="digest"
    ),
    "toolkit.BankHoliday": _classes(public="date name source"),
    "toolkit.Clock": _classes(public=f"{SOURCED} key title starts limit unit status on basis"),
    "toolkit.Pathway": _classes(public=f"{SOURCED} outcome title short"),
    "toolkit.PathwayStep": _classes(public="pathway key order title who clock guidance"),
    "toolkit.Piece": _classes(
        public=(
            f"{SOURCED} region slug kind title summary sections innocent audience asked related contacts links more digest "
            "retired retired_because"
        )
    ),
    "toolkit.Filed": _classes(public="piece shelf key"),
    "toolkit.Edition": _classes(public="piece number at change why content", personal="written_by approved_by"),
    "toolkit.Passage": _classes(public="piece order heading text is_question digest meaning"),
    "toolkit.ToolkitState": _classes(internal="mark"),
    "toolkit.Synonym": _classes(public="authority region title words is_slang"),
    "toolkit.SynonymChange": _classes(public="uuid authority region title before after at", personal="by"),
    "toolkit.Elsewhere": _classes(public="title ask asked meanings"),
    "toolkit.SearchCount": _classes(internal="authority day asked empty"),
    "toolkit.EmptySearch": _classes(internal="authority words times last_day answered settled slug"),
    "toolkit.LastLook": _classes(personal="person at"),
    "toolkit.ChangesByMail": _classes(personal="person until"),
    "toolkit.ReviewReminder": _classes(internal="piece review when told at"),
    "toolkit.OutsideLink": _classes(public="url state status tried_at"),
    "toolkit.Hiding": _classes(public="authority slug why at ended_at", personal="by"),
    "toolkit.LocalNote": _classes(public="authority slug text at ended_at", personal="by"),
    "toolkit.PageDocument": _classes(
        internal=(
            "uuid authority region slug title kind content size digest replaces at approved_at ended_at ended_because "
            "once_key"
        ),
        personal="by approved_by ended_by",
    ),
    "toolkit.Proposal": _classes(
        internal="uuid authority about title text seen may_matter may_also_be ask where at state answered_at why draft slug once_key",
        personal="by answered_by",
    ),
    "toolkit.Left": _classes(internal="authority edition at", personal="by"),
    "toolkit.Useful": _classes(internal="authority slug month yes no"),
    "toolkit.SignedOff": _classes(public="authority edition at", personal="by"),
    "editing.LayerPage": _classes(internal=f"{WAGTAIL_PAGE} authority region", personal="owner locked_by"),
    "editing.ToolkitPage": _classes(
        internal=(
            f"{WAGTAIL_PAGE} kind summary body source source_date owner_role audience checked_on review_on doing themes steps "
            "contacts related asked evidence seen_where local_sign_off why beneath beneath_digest"
        ),
        personal="owner locked_by",
    ),
    "editing.SecondPerson": _classes(internal="name content_type active task_ptr"),
    "services.Organisation": _classes(internal="authority version", public="uuid name about website"),
    "services.Service": _classes(
        public=(
            "uuid authority organisation name about eligibility minimum_age maximum_age cost cost_words telephone email "
            "website hours_words place_name address town county postcode online latitude longitude status changed_at "
            "assured_on place_uuid"
        ),
        internal=(
            "contact how_to_refer source local_notes version public_at retired_at retired_because origin origin_id upstream "
            "fetched_at gone_at once_key"
        ),
        personal="assured_by public_by retired_by",
    ),
    "services.Tag": _classes(public="service shelf word"),
    "services.Opening": _classes(public="service day opens closes"),
    "services.Version": _classes(internal="service organisation number at how content", personal="by"),
    "services.Import": _classes(
        internal=(
            "uuid authority origin place state begun_at next_page pages held_until fault headings columns ended_at counts "
            "once_key"
        ),
        personal="begun_by",
    ),
    "services.ImportRow": _classes(internal="batch number origin_id raw content faults"),
    "services.ColumnNames": _classes(internal="authority digest columns"),
    "toolkit.Route": _classes(public=f"{SOURCED} questions answers"),
    "toolkit.ReferralHeading": _classes(public=f"{SOURCED} key order title hint basis filled_from"),
    "toolkit.Category": _classes(public=f"{SOURCED} list key label order"),
    "thresholds.Document": _classes(public="authority title source valid_from valid_to last_checked next_review owner"),
    "thresholds.Level": _classes(public="document order name meaning outside_harm who_acts"),
    "thresholds.Statement": _classes(public="level key text order"),
    "concerns.Child": _classes(
        internal="uuid authority birth_kind named version",
        personal="case_reference name search_name known_as birth_date sex",
        special="gender_words language interpreter disability school responsibility responsible_know",
    ),
    "concerns.Consultation": _classes(
        internal="reference authority state created_at submitted_at closed_at caller_key",
        personal="raised_by owner caller child closed_owner",
        special=(
            "closed_finding danger danger_told voice_words voice_wishes not_spoken_because done question needs "
            "strengths parents_view family_told family_told_words"
        ),
    ),
    "concerns.ConsultationPart": _classes(
        internal="team managers_only reason begins ends matter", personal="person", special="because"
    ),
    "concerns.ConsultationBar": _classes(
        internal="begins ends matter", personal="person placed_by", restricted="reason"
    ),
    "concerns.ConsultationEmergency": _classes(
        internal="uuid begins ends reviewed_at matter", personal="person reviewed_by", special="reason review"
    ),
    "concerns.OwnerChange": _classes(internal="consultation at", personal="was now by", special="reason"),
    "concerns.Noticed": _classes(
        internal="consultation order source place space",
        special="happened_on happened_words source_words what exact_words interpretation assumption",
    ),
    "concerns.ContextNoted": _classes(internal="consultation kind", special="harm protects reach"),
    "concerns.SignConsidered": _classes(
        internal="consultation may_also_be", special="indicator title here explanation"
    ),
    "concerns.ExploitationConsidered": _classes(internal="consultation", special="kind thought"),
    "concerns.EqualityAnswer": _classes(
        internal="consultation about", restricted="answer own_words said_by no_answer_because"
    ),
    "concerns.Note": _classes(
        internal="consultation uuid written_at once_key", personal="written_by", special="happened_on text childs_words"
    ),
    "concerns.SameChild": _classes(internal="at undone_at", personal="one other same by undone_by", special="reason"),
    "concerns.Referral": _classes(
        internal="reference consultation state started_at marking urgent_at checked_at sent_at acknowledged_at outcome_at version",
        personal="started_by urgent_by checked_by sent_to sent_how sent_by acknowledged_by",
        special="urgent_because outcome",
    ),
    "concerns.ReferralAnswer": _classes(internal="referral key order title hint", special="text recorded"),
    "concerns.ReferralTemplate": _classes(internal="authority content uploaded_at", personal="uploaded_by"),
    "screening.Screening": _classes(
        internal="consultation authority team raising_team state received_at due_on decided_at reminded_at version",
        personal="owner",
    ),
    "screening.Question": _classes(
        internal="screening uuid asked_at due_on answered_at reminded_at once_key",
        personal="asked_by asked_of answered_by",
        special="text answer",
    ),
    "screening.ScreeningDecision": _classes(
        internal="uuid made_at replaces screening once_key",
        personal="made_by next_owner next_owner_words",
        special=(
            "reason set_aside would_change harm_source level level_words passage applied_outside parents_can "
            "childs_voice family_told finding"
        ),
    ),
    "screening.Reopening": _classes(internal="decision at closed_at", personal="by closed_owner", special="reason"),
    "screening.DecisionOutcome": _classes(internal="decision", special="outcome"),
    "screening.OpenMatch": _classes(internal="decision", restricted="about", special="reason"),
    "screening.SignOff": _classes(
        internal="decision uuid why asked_at due_on answer answered_at reminded_at",
        personal="asked_of answered_by",
        special="reason",
    ),
    "screening.Disagreement": _classes(
        internal="decision uuid at due_on outcome answered_at reminded_at once_key",
        personal="by to answered_by",
        special="text answer",
    ),
    "screening.StartedPathway": _classes(
        internal="decision title started_at stopped_at", special="outcome stopped_because"
    ),
    "screening.Step": _classes(
        internal="pathway uuid order key title guidance due_on clock_words done_at reminded_at",
        personal="owner done_by given_by",
        special="note",
    ),
    "screening.MatchNotice": _classes(
        internal="uuid at answered_at", restricted="consultation told about specialist answer"
    ),
    "sharing.InformationRequest": _classes(
        internal="uuid authority consultation from_agency to_agency asked_at unasked once_key acknowledge_by answer_by "
        "acknowledged_at withdrawn_at",
        personal="asked_by acknowledged_by",
        special="about_kind about needed decision why basis family_knows family_words",
        restricted="answered_at",
    ),
    "sharing.RequestPart": _classes(internal="matter team managers_only reason begins ends", personal="person"),
    "sharing.Answer": _classes(
        internal="request uuid once_key", restricted="kind because words look_again_on made_by made_at"
    ),
    "sharing.Disclosure": _classes(
        internal="uuid", restricted="request answer originator given_by given_at tells_of_more"
    ),
    "sharing.Version": _classes(
        internal="uuid",
        restricted="disclosure extent text marking floor named_only may_quote may_tell_family may_pass_on until "
        "written_by released_by released_at withdrawn_at withdrawn_by withdrawn_because",
    ),
    "sharing.NamedReader": _classes(restricted="version person"),
    "sharing.VersionReading": _classes(restricted="version person first_at last_at"),
    "sharing.MatterLink": _classes(restricted="request consultation linked_by linked_at ended_by ended_at"),
    "sharing.FamilyMark": _classes(
        internal="uuid",
        # That it stands, and whom to ask, is said to everybody who reads the record, and in each document of it.
        special="agency set_by set_at review_on",
        restricted="request reminded_for lifted_by lifted_at",
    ),
    "sharing.PassingOn": _classes(
        internal="uuid once_key",
        restricted="version asked_by asked_at to_agency to_person what_for allowed answered_by answered_at words until "
        "ended_by ended_at",
    ),
    "sharing.PassedTo": _classes(restricted="passing person"),
    "sharing.Escalation": _classes(internal="request step at"),
    "handover.Handover": _classes(
        internal="uuid authority begun_at why last_day settled at_once_at finished_at called_off_at reminded_on",
        personal="person begun_by at_once_by",
        restricted="at_once_because",
    ),
    "handover.Item": _classes(
        internal="uuid handover kind due_on state offered_at taken_at",
        personal="key reference words url holder offered_to offered_by",
    ),
    "handover.Answer": _classes(internal="item at said", personal="by", restricted="because"),
    "handover.SuccessorWords": _classes(
        internal="item at once_key note_key", personal="by", restricted="where_it_stands would_tell"
    ),
    "meetings.Meeting": _classes(
        internal="uuid reference authority consultation of_step agency kind called_at once_key starts_at ends_at version "
        "sequence changed_at cancelled_at",
        personal="called_by lead",
        special="purpose place language faith who_is_there other_needs safety",
    ),
    "meetings.MeetingChange": _classes(
        internal="meeting what at was_starts_at was_ends_at", personal="by", special="because"
    ),
    "meetings.Seat": _classes(
        internal="meeting uuid agency begins ends reply replied_at attendance view_at",
        personal="person office given_by view_by",
        restricted="reply_words will_say will_not_say view",
    ),
    "meetings.TimeOffered": _classes(internal="meeting uuid starts_at ends_at offered_at", personal="offered_by"),
    "meetings.TimeSuits": _classes(internal="time seat"),
    "meetings.Account": _classes(
        internal="meeting uuid written_at once_key replaces",
        personal="written_by",
        special="seen heard agreed childs_words no_words_because",
    ),
    "meetings.MeetingDecision": _classes(
        internal="uuid meeting made_at replaces once_key",
        personal="made_by",
        special="text reason set_aside would_change",
    ),
    "meetings.Dissent": _classes(
        internal="decision seat recorded_at once_key", personal="recorded_by", special="words"
    ),
    "meetings.MeetingAction": _classes(
        internal="meeting uuid due_on recorded_at once_key done_at reminded_on late_told_on",
        personal="owner recorded_by done_by",
        special="text note",
    ),
    "meetings.StepQuestion": _classes(
        internal="uuid authority consultation meeting of_step from_agency to_agency asked_at once_key step answer_by "
        "moved_at withdrawn_at",
        personal="asked_by",
        special="about what place who_goes planned_for",
    ),
    "meetings.StepPart": _classes(internal="matter team managers_only reason begins ends", personal="person"),
    "meetings.StepAnswer": _classes(internal="question uuid once_key", restricted="kind wait_until made_by made_at"),
    "meetings.StepTaken": _classes(internal="question meeting at once_key", personal="by", restricted="because"),
    "meetings.StepEscalation": _classes(internal="question step due_on at"),
    "meetings.Calendar": _classes(
        internal="uuid made_at last_read_at withdrawn_at", personal="person name", restricted="digest"
    ),
    "panel.Panel": _classes(internal="uuid authority kind name at_least at_least_source made_at", personal="made_by"),
    "panel.Member": _classes(internal="panel uuid seat role begins ends", personal="person named_by"),
    "panel.Case": _classes(
        internal="uuid reference authority panel entered_at once_key",
        personal="consultation entered_by name social_worker",
        special="state about summary childs_words not_spoken_because referred_by referred_on referred_words "
        "no_social_worker_because next_review_on reassess_on ended_on exit_reason",
    ),
    "panel.CasePart": _classes(internal="matter team managers_only reason begins ends", personal="person"),
    "panel.CaseBar": _classes(internal="matter begins ends", personal="person placed_by", restricted="reason"),
    "panel.ConsentAsked": _classes(
        internal="case uuid recorded_at once_key",
        personal="asked_by recorded_by",
        special="of who needed why asked_on how",
    ),
    "panel.ConsentAnswer": _classes(
        internal="asked recorded_at once_key", personal="recorded_by", special="answer on words"
    ),
    "panel.Meeting": _classes(
        internal="panel uuid on at place planned_at held_at called_off_at called_off_because",
        personal="planned_by held_by",
    ),
    "panel.AgendaItem": _classes(internal="meeting case uuid added_at", personal="added_by"),
    "panel.Attendance": _classes(internal="meeting item agency how recorded_at", personal="person recorded_by"),
    "panel.AgencyView": _classes(internal="item agency recorded_at once_key", personal="recorded_by", special="text"),
    "panel.PanelDecision": _classes(
        internal="uuid made_at replaces item quorate there missing without_quorum_because once_key",
        personal="made_by",
        special="reason set_aside would_change outcome to_whom childs_voice next_review_on reassess_on exit_reason",
    ),
    "panel.Dissent": _classes(internal="decision agency", special="text"),
    "panel.PlanAction": _classes(
        internal="case uuid due_on made_at done_at stopped_at once_key",
        personal="owner made_by done_by",
        special="text is_support done_words stopped_because",
    ),
    "panel.Support": _classes(
        internal="case uuid begins_on made_at once_key", personal="provider made_by", special="what"
    ),
    "panel.Session": _classes(
        internal="support uuid planned_on said_at", personal="planned_by said_by", special="held words"
    ),
    "panel.Look": _classes(
        internal="case uuid clock title due_on done_on",
        personal="done_by",
        special="found childs_words not_spoken_because",
    ),
    "panel.Reminded": _classes(internal="case about stage at"),
    "panel.PackOpening": _classes(internal="meeting how at", personal="person"),
    "desk.Notice": _classes(internal="at kind read_at", personal="person reference"),
    "desk.Mail": _classes(internal="made_at sent_at tries not_before fault since", personal="person"),
}

# What a line of the log may hold besides its time, level and logger (audit/logs.py: EXTRAS).
LOGGED: dict[str, FieldClass] = dict.fromkeys(
    "request_id route method status milliseconds fault place".split(), FieldClass.PUBLIC
)
