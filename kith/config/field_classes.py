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
            "contacts related asked evidence seen_where local_sign_off why beneath beneath_digest scenes follow_ups minutes "
            "about care tier"
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
    "toolkit.AssessmentHeading": _classes(public=f"{SOURCED} key part order title hint filled_from needed for_family"),
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
    "concerns.PassageExplained": _classes(
        internal="consultation paper mark at", personal="by", restricted="words because"
    ),
    "concerns.SameChild": _classes(internal="at undone_at", personal="one other same by undone_by", special="reason"),
    "concerns.Referral": _classes(
        internal="reference consultation state started_at marking urgent_at checked_at sent_at acknowledged_at outcome_at version",
        personal="started_by urgent_by checked_by sent_to sent_how sent_by acknowledged_by",
        special="urgent_because outcome",
    ),
    "concerns.ReferralAnswer": _classes(internal="referral key order title hint", special="text recorded"),
    "concerns.ReferralTemplate": _classes(internal="authority content uploaded_at", personal="uploaded_by"),
    # Answers stay with who gave them: no door lets out what one person answered.
    "modules.Run": _classes(
        internal="uuid slug edition begun_at completed_at once_key", restricted="scene", personal="person"
    ),
    "modules.Chosen": _classes(restricted="run scene choice at"),
    "modules.FollowUp": _classes(internal="uuid run number due_on told told_on", restricted="choice answered_at"),
    "calibration.Vignette": _classes(
        public="key title text harm pair source source_date valid_from valid_to last_checked next_review owner retired"
    ),
    "calibration.Round": _classes(
        internal="uuid authority document opened_at last_day closed_at once_key", personal="opened_by closed_by"
    ),
    "calibration.RoundTeam": _classes(internal="round team"),
    "calibration.RoundVignette": _classes(internal="uuid round vignette order title text harm harm_words"),
    "calibration.Asked": _classes(restricted="round person team"),
    "calibration.VignetteAnswer": _classes(
        restricted="uuid vignette asked level level_words concern concern_words first_step first_step_words reason at"
    ),
    "calibration.Discussion": _classes(internal="uuid round at once_key discussed agreed", personal="written_by"),
    "calibration.AgreedLevel": _classes(internal="discussion vignette level level_words"),
    "calibration.DiscussionPresent": _classes(internal="discussion", personal="person"),
    # Who completed what is staff’s own; nothing here is about a child.
    "coaching.Convention": _classes(
        public="key value source source_date last_checked next_review owner",
    ),
    "coaching.Question": _classes(
        internal="uuid authority asked_at theme page state due_on late_since taken_at answered_at ended_at once_key",
        personal="asked_by chosen taken_by colleague",
        special="text consultation came_of after",
    ),
    "coaching.Answer": _classes(internal="uuid question at once_key", personal="by", special="text"),
    "coaching.Making": _classes(
        internal="uuid question at uses_words agreed_at refused_at page shown_as",
        personal="by",
        special="title asked first why",
    ),
    "coaching.Slot": _classes(
        internal="uuid authority starts_at ends_at place kept_for sequence changed_at withdrawn_at once_key",
        personal="specialist",
    ),
    "coaching.Joint": _classes(
        internal="uuid authority leads agreed_at ended_at once_key",
        personal="worker specialist",
        special="consultation aim leads_words closing",
    ),
    "coaching.Booking": _classes(
        internal="uuid slot at what_for question cancelled_at",
        personal="by cancelled_by",
        special="joint cancelled_word",
    ),
    "coaching.Reflection": _classes(
        internal="uuid authority title theme starts_at ends_at place places sequence changed_at called_off_at held_at "
        "learnt once_key",
        personal="set_up_by presenter",
    ),
    "coaching.ReflectionPlace": _classes(internal="reflection at", personal="person came"),
    "coaching.ReflectionTheme": _classes(internal="reflection theme"),
    "coaching.LogEntry": _classes(
        internal="uuid authority question booking once_key",
        restricted="specialist day person minutes next_step came_of",
    ),
    "coaching.LogTheme": _classes(restricted="entry theme"),
    "coaching.Feedback": _classes(internal="uuid question", restricted="by to useful heard line at"),
    "coaching.Experience": _classes(
        internal="uuid", personal="person line how region_too since confirmed_on reminded_on"
    ),
    "coaching.ExperienceOf": _classes(internal="experience", personal="kind key"),
    "confidence.Item": _classes(
        public="key order theme text source source_date last_checked next_review owner retired"
    ),
    "confidence.SelfReport": _classes(restricted="uuid person at once_key"),
    "confidence.ReportedItem": _classes(restricted="report item value"),
    "confidence.WorkingOn": _classes(restricted="person theme"),
    "confidence.Waits": _classes(restricted="person until told_on"),
    "confidence.HalfYear": _classes(internal="authority begins ends figures kept_at"),
    "learning.LearningPlan": _classes(
        internal="uuid authority title begins ends figures begun_at", personal="begun_by"
    ),
    "learning.Aim": _classes(
        internal="uuid plan theme text because how what session due_on made_at changed_at sequence ended_as ended_at "
        "came_of once_key",
        personal="owner made_by ended_by",
    ),
    "learning_systems.System": _classes(
        internal="uuid authority name home registered_at ended_at once_key", personal="registered_by ended_by"
    ),
    "learning_systems.Key": _classes(
        internal="uuid system made_at withdrawn_at last_used", personal="made_by withdrawn_by", restricted="digest"
    ),
    "learning_systems.Activity": _classes(internal="uuid system iri name tier seen_at"),
    "learning_systems.Statement": _classes(
        internal="system key voids received_at state activity", personal="completion at", restricted="digest actor"
    ),
    "training.Standard": _classes(
        public="key track title source source_date valid_from valid_to last_checked next_review"
    ),
    "training.Tier": _classes(
        internal="authority key number at order title who holds evidence gives_back fresh within runs runs_months needs "
        "courses tracks by_agency in_use source source_date last_checked next_review owner",
        personal="by",
    ),
    "training.Chosen": _classes(internal="uuid tier since ended_at", personal="person by ended_by"),
    "training.Leave": _classes(internal="uuid entered_at removed_at", personal="person first_day last_day entered_by"),
    "training.Completion": _classes(
        internal="uuid authority tier how source recorded_at batch taken_back_at",
        personal="person day key course reference recorded_by taken_back_by taken_back_because",
    ),
    "training.Certificate": _classes(
        internal="uuid tier said_at said answered_at once_key", personal="person course day reference answered_by words"
    ),
    "training.LearningSystem": _classes(internal="authority key name columns day_order done_words"),
    "training.CourseTier": _classes(internal="system course tier"),
    "training.StaffNumber": _classes(internal="authority", restricted="person number"),
    "training.Import": _classes(
        internal="uuid authority system place state begun_at ended_at headings columns day_order done_words courses counts "
        "once_key",
        personal="begun_by",
    ),
    "training.ImportPiece": _classes(internal="batch number", restricted="rows"),
    "training.ImportFault": _classes(internal="batch row column why", restricted="stands"),
    "training.TrainingSession": _classes(
        internal="uuid authority tier title starts_at ends_at place for_team planned_at changed_at sequence held_at "
        "called_off_at once_key",
        personal="trainer",
        restricted="code code_until",
    ),
    "training.Invited": _classes(internal="session", personal="person"),
    "training.Attended": _classes(internal="session how at", personal="person"),
    "training.AgencyCount": _classes(internal="session agency number"),
    "training.Reminded": _classes(internal="tier due_on days", personal="person"),
    "lti.Platform": _classes(
        internal="uuid authority name issuer client_id deployments auth_url token_url keys_url keys keys_at in_use kept_at",
        personal="kept_by",
    ),
    "lti.SigningKey": _classes(internal="authority kid public made_at dead_at", restricted="sealed"),
    "lti.Opening": _classes(
        internal="uuid platform target made_at used_at lineitem verified_at entered_at",
        restricted="state nonce cookie said_by",
    ),
    "lti.Link": _classes(internal="uuid platform linked_at", personal="person", restricted="said_by"),
    "lti.Launched": _classes(internal="slug lineitem at", personal="link"),
    "lti.Passing": _classes(internal="uuid run made_at sent_at tries not_before fault", personal="launched"),
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
    "screening.CitedStatement": _classes(internal="decision order", special="statement level_words text"),
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
    # De-identified: it leaves with the authority’s own export, and never with what it is about.
    "screening.ReasoningAccount": _classes(
        internal="uuid authority state written_at version harm harm_words context",
        personal="written_by",
        special="level level_words circumstances relied_on reasons set_aside",
        restricted="decision decided_on stems",
    ),
    "screening.AccountStatement": _classes(internal="account order", special="statement level_words text"),
    "screening.AccountAnswer": _classes(internal="account answer at", personal="by", special="reason"),
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
    "sharing.NamedReader": _classes(restricted="version person passing"),
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
    "assessments.Assessment": _classes(
        internal="uuid consultation state begun_at starts_on due_on ended_at",
        personal="lead begun_by stopped_by",
        restricted="stopped_because",
    ),
    "assessments.Written": _classes(
        internal="assessment key part order title hint needed for_family family_reads", restricted="text recorded"
    ),
    "assessments.Checkpoint": _classes(
        internal="assessment uuid title due_on done_at", personal="done_by", restricted="words"
    ),
    "assessments.Conclusion": _classes(
        internal="assessment uuid made_at replaces once_key family_reads_child",
        personal="made_by",
        restricted="reason set_aside would_change needed childs_view no_childs_view_because familys_view not_shown_because "
        "both_because",
    ),
    "assessments.ConclusionOutcome": _classes(internal="conclusion", restricted="key label"),
    "assessments.ConclusionAnswer": _classes(internal="conclusion at", personal="by", restricted="answer reason"),
    "assessments.CitedStatement": _classes(internal="conclusion order", restricted="statement level_words text"),
    "assessments.DayCorrected": _classes(
        internal="assessment was now was_due_on at", personal="by", restricted="because"
    ),
    "assessments.FamilyWords": _classes(internal="assessment where at", personal="by", restricted="text"),
    "assessments.Reminded": _classes(internal="assessment about stage at"),
    "contexts.Context": _classes(
        internal="uuid reference authority kind name space opened_at once_key version review_on reminded_on late_told_on "
        "closed_at",
        personal="opened_by owner closed_by",
        special="what because closed_because closed_owner",
    ),
    "contexts.ContextPart": _classes(
        internal="uuid matter team managers_only reason begins ends", personal="person", special="because"
    ),
    "contexts.ContextBar": _classes(internal="matter begins ends", personal="person placed_by", restricted="reason"),
    "contexts.ContextOwnerChange": _classes(internal="context at", personal="was now by", special="reason"),
    "contexts.ContextLink": _classes(
        internal="uuid context begins ends",
        personal="linked_by ended_by",
        special="consultation touches because ended_because",
    ),
    "contexts.ContextReopening": _classes(
        internal="context closed_at at", personal="closed_by by", special="closed_because closed_owner reason"
    ),
    "contexts.AdultNamed": _classes(internal="at", personal="by", special="link name words"),
    "contexts.ContextConcern": _classes(
        internal="uuid context happened_on source written_at once_key",
        personal="written_by source_words",
        special="what exact_words interpretation young_words",
    ),
    "contexts.ContextPartner": _classes(
        internal="uuid context agency added_at ended_at once_key",
        personal="name contact added_by ended_by",
        special="can_do",
    ),
    "contexts.ContextAssessment": _classes(
        internal="uuid context made_at replaces once_key",
        personal="made_by",
        special="reason set_aside would_change happens to_whom responsible protects guardians facts not_known fits "
        "young_words no_words_because changed_since",
    ),
    "contexts.SafetyGoal": _classes(internal="uuid context set_by ended_by order", special="text how_known"),
    "contexts.ContextReview": _classes(
        internal="uuid context on next_on at once_key", personal="by", special="changed"
    ),
    "contexts.GoalReview": _classes(internal="review goal", special="standing seen"),
    "contexts.Conference": _classes(
        internal="uuid context on written_at replaces once_key",
        personal="chair others written_by",
        special="said agreed young_words no_words_because because",
    ),
    "contexts.ConferenceSeat": _classes(internal="conference agency", personal="person"),
    "contexts.ContextAction": _classes(
        internal="uuid context conference goal due_on recorded_at ended_as ended_at reminded_on late_told_on once_key",
        personal="owner outside recorded_by ended_by",
        special="text ended_words",
    ),
    "contexts.ConferenceDissent": _classes(
        internal="conference recorded_at once_key", personal="who recorded_by", special="words"
    ),
    "contexts.MapNode": _classes(
        internal="uuid of_context centre kind recorded_at withdrawn_at once_key",
        personal="recorded_by withdrawn_by",
        special="of_consultation of_link withdrawn_because",
    ),
    "contexts.NodeName": _classes(internal="node recorded_at", personal="recorded_by", special="label"),
    "contexts.MapTie": _classes(
        internal="uuid one other recorded_at withdrawn replaces once_key",
        personal="recorded_by",
        special="does words certainty since until because",
    ),
    "plans.Plan": _classes(
        internal="uuid reference authority consultation begun_at once_key review_on review_told ended_at",
        personal="owner begun_by ended_by",
        special="ended_because has_it_now",
    ),
    "plans.Edition": _classes(
        internal="plan uuid number begun_at version kind lead agreed_at once_key",
        personal="begun_by agreed_by",
        special="safety_signs safety_do safety_ring safety_own_words safety_staff because no_context_because",
    ),
    "plans.Outcome": _classes(
        internal="plan uuid since until replaces family_reads once_key",
        personal="recorded_by",
        special="words whose who said_on matters_because",
    ),
    "plans.Action": _classes(
        internal="plan uuid since until replaces family_reads once_key target context_kind partner due_on told ended_as "
        "ended_on ended_at",
        personal="recorded_by owner agreed_owner ended_by",
        special="text context_words of_context partner_words ended_words",
    ),
    "plans.Agreement": _classes(
        internal="edition uuid party how on recorded_at once_key",
        personal="recorded_by",
        special="who answer words not_asked_because",
    ),
    "plans.Review": _classes(
        internal="plan edition uuid held_on next_on written_at once_key replaces",
        personal="written_by",
        special="there for_the_child in_the_setting childs_words no_words_because no_next_because",
    ),
    "plans.Session": _classes(
        internal="uuid reference authority consultation team planned_at starts_at ends_at way unplanned version "
        "once_key",
        personal="worker planned_by",
        special="place with_whom what",
    ),
    "plans.SessionMove": _classes(internal="session was_starts_at was_ends_at at", personal="by", special="because"),
    "plans.SessionAccount": _classes(
        internal="session uuid came minutes guides missed_why written_at once_key replaces",
        personal="written_by",
        special="tried childs_words no_words_because missed_words what_next",
    ),
    "plans.TimeNote": _classes(internal="team month at once_key", personal="by text"),
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
        internal="uuid reference authority panel entered_at once_key social_worker_left_at",
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
        internal="panel uuid on at until place sequence changed_at planned_at held_at called_off_at called_off_because",
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
