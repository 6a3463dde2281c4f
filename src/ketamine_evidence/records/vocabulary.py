"""The closed lists of the data, as enums whose values are the terms of `data/vocabulary`; a test holds the two together.

What each term means is in the vocabulary files and, for a release, in `ds.terms`.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from ketamine_evidence.values.quantities import Quantity


class Tier(StrEnum):
    """Where a source stands: what patients are told, or what studies report."""

    LAY = "lay"
    LITERATURE = "literature"


class SourceKind(StrEnum):
    """What kind of document a source is."""

    HEALTH_ARTICLE = "health-article"
    CLINIC_ARTICLE = "clinic-article"
    PRODUCT_ARTICLE = "product-article"
    GUIDELINE = "guideline"
    POSITION_STATEMENT = "position-statement"
    REGULATOR_NOTICE = "regulator-notice"
    DRUG_LABEL = "drug-label"
    META_ANALYSIS = "meta-analysis"
    SYSTEMATIC_REVIEW = "systematic-review"
    NARRATIVE_REVIEW = "narrative-review"
    RANDOMIZED_TRIAL = "randomized-trial"
    OPEN_LABEL_TRIAL = "open-label-trial"
    TRIAL_PROTOCOL = "trial-protocol"
    PROSPECTIVE_COHORT = "prospective-cohort"
    RETROSPECTIVE_COHORT = "retrospective-cohort"
    SURVEY = "survey"
    CASE_SERIES = "case-series"
    PHARMACOKINETIC_STUDY = "pharmacokinetic-study"
    ANIMAL_STUDY = "animal-study"


class Interest(StrEnum):
    """What the publisher stands to gain, as far as the text shows."""

    SELLS_TREATMENT = "sells-treatment"
    PROMOTES_PRODUCT = "promotes-product"
    NONE_STATED = "none-stated"
    UNKNOWN = "unknown"


class Attribution(StrEnum):
    """How a source stands behind what it says."""

    ASSERTED = "asserted"
    ATTRIBUTED_TO_RESEARCH = "attributed-to-research"
    ANECDOTAL = "anecdotal"
    PROMOTIONAL = "promotional"


class Route(StrEnum):
    """How the drug enters the body."""

    INTRAVENOUS = "intravenous"
    INTRAMUSCULAR = "intramuscular"
    SUBCUTANEOUS = "subcutaneous"
    INTRANASAL = "intranasal"
    ORAL = "oral"
    SUBLINGUAL = "sublingual"
    TRANSDERMAL = "transdermal"
    TOPICAL = "topical"
    EPIDURAL = "epidural"


class ProtocolName(StrEnum):
    """The way of treating that a claim is about."""

    SINGLE_INFUSION = "single-infusion"
    SINGLE_SESSION = "single-session"
    INFUSION_SERIES = "infusion-series"
    INDUCTION = "induction"
    MAINTENANCE = "maintenance"
    PROLONGED_INFUSION = "prolonged-infusion"
    MULTI_DAY_INFUSION = "multi-day-infusion"
    CONTINUOUS_INFUSION = "continuous-infusion"
    REPEATED_BOLUS = "repeated-bolus"
    HIGH_DOSE_INPATIENT = "high-dose-inpatient"
    AT_HOME = "at-home"
    ORAL_DOSING = "oral-dosing"
    INTRANASAL_DOSING = "intranasal-dosing"
    INJECTION = "injection"
    SUBCUTANEOUS_INFUSION = "subcutaneous-infusion"
    TRANSDERMAL_PATCH = "transdermal-patch"
    SINGLE_BOLUS = "single-bolus"


class Phase(StrEnum):
    """The part of a treatment that a protocol covers."""

    SINGLE = "single"
    INDUCTION = "induction"
    MAINTENANCE = "maintenance"
    CONTINUOUS = "continuous"
    INPATIENT = "inpatient"
    AT_HOME = "at-home"


class Setting(StrEnum):
    """Where the treatment takes place."""

    CLINIC = "clinic"
    HOSPITAL = "hospital"
    HOME = "home"


class Condition(StrEnum):
    """What the treatment is for."""

    CHRONIC_PAIN = "chronic-pain"
    ACUTE_PAIN = "acute-pain"
    NEUROPATHIC_PAIN = "neuropathic-pain"
    CRPS = "crps"
    FIBROMYALGIA = "fibromyalgia"
    MIGRAINE = "migraine"
    SPINAL_CORD_INJURY_PAIN = "spinal-cord-injury-pain"
    TREATMENT_RESISTANT_PAIN = "treatment-resistant-pain"
    DEPRESSION = "depression"
    ANXIETY = "anxiety"
    MENTAL_HEALTH_CONDITIONS = "mental-health-conditions"
    BREAKTHROUGH_PAIN = "breakthrough-pain"
    HEADACHE = "headache"
    CANCER_PAIN = "cancer-pain"
    POSTOPERATIVE_PAIN = "postoperative-pain"
    POSTHERPETIC_NEURALGIA = "postherpetic-neuralgia"
    PHANTOM_LIMB_PAIN = "phantom-limb-pain"
    ISCHAEMIC_PAIN = "ischaemic-pain"
    LOW_BACK_PAIN = "low-back-pain"
    EXPERIMENTAL_PAIN = "experimental-pain"
    ANAESTHESIA = "anaesthesia"


class Substance(StrEnum):
    """What was given, or found in the body."""

    KETAMINE = "ketamine"
    ESKETAMINE = "esketamine"
    RACEMIC_KETAMINE = "racemic-ketamine"
    ARKETAMINE = "arketamine"
    NORKETAMINE = "norketamine"
    DEHYDRONORKETAMINE = "dehydronorketamine"
    KETAMINE_WITH_MAGNESIUM = "ketamine-with-magnesium"
    PLACEBO = "placebo"
    MORPHINE = "morphine"
    MIDAZOLAM = "midazolam"
    CLONIDINE = "clonidine"


class Comparator(StrEnum):
    """What a treatment was held against."""

    PLACEBO = "placebo"
    ACTIVE_PLACEBO = "active-placebo"
    ACTIVE_DRUG = "active-drug"
    OTHER_REGIMEN = "other-regimen"
    USUAL_CARE = "usual-care"
    OWN_BASELINE = "own-baseline"
    NO_COMPARATOR = "no-comparator"


class PainCourse(StrEnum):
    """The course of the pain that a source studied."""

    ACUTE = "acute"
    CHRONIC = "chronic"
    ACUTE_AND_CHRONIC = "acute-and-chronic"
    EXPERIMENTAL = "experimental"


class Course(StrEnum):
    """Whether relief was there at a time at which it was looked for."""

    HELD_AT = "held-at"
    GONE_BY = "gone-by"
    ABSENT_AT = "absent-at"


class Specimen(StrEnum):
    """What a detection test is made on."""

    BLOOD = "blood"
    URINE = "urine"
    SALIVA = "saliva"
    HAIR = "hair"


class Statistic(StrEnum):
    """What the figures of a reported range are."""

    RANGE = "range"
    VALUE = "value"
    MEAN = "mean"
    MEDIAN = "median"
    CI95 = "ci95"
    LIMIT = "limit"
    CI90 = "ci90"


class Basis(StrEnum):
    """Where the figure was read."""

    SOURCE_TEXT = "source-text"
    REPRODUCTION = "reproduction"
    SECONDARY_REPORT = "secondary-report"


class Target(StrEnum):
    """What a mechanism acts on."""

    NMDA_RECEPTOR = "nmda-receptor"
    OPIOID_SYSTEM = "opioid-system"
    GLUTAMATE_SYSTEM = "glutamate-system"
    GABA_SYSTEM = "gaba-system"
    MOOD_RELATED_CHEMICALS = "mood-related-chemicals"
    INFLAMMATION = "inflammation"
    PAIN_PATHWAYS = "pain-pathways"
    PAIN_SENSITIVITY = "pain-sensitivity"
    PAIN_CONTROL_SYSTEMS = "pain-control-systems"
    OPIOID_MEDICATION = "opioid-medication"
    MOOD = "mood"
    PAIN_RECEPTORS = "pain-receptors"


class Action(StrEnum):
    """What is done to the target."""

    BLOCKS = "blocks"
    INTERRUPTS = "interrupts"
    REDUCES = "reduces"
    MODULATES = "modulates"
    AFFECTS = "affects"
    ENHANCES = "enhances"
    DOES_NOT_ACT_ON = "does-not-act-on"


class Effect(StrEnum):
    """An unwanted or accompanying effect."""

    INCREASED_HEART_RATE = "increased-heart-rate"
    INCREASED_BLOOD_PRESSURE = "increased-blood-pressure"
    DIZZINESS = "dizziness"
    NAUSEA = "nausea"
    CONFUSION = "confusion"
    DISORIENTATION = "disorientation"
    INCREASED_SECRETIONS = "increased-secretions"
    DISSOCIATION = "dissociation"
    ALTERED_STATE = "altered-state"
    MUSCLE_TIGHTNESS = "muscle-tightness"
    DISCOMFORT = "discomfort"
    BACK_PAIN = "back-pain"
    UNSPECIFIED = "unspecified"
    VOMITING = "vomiting"
    HALLUCINATIONS = "hallucinations"
    HEADACHE = "headache"
    DROWSINESS = "drowsiness"
    BLURRED_VISION = "blurred-vision"
    FATIGUE = "fatigue"
    PSYCHOTOMIMETIC_EFFECTS = "psychotomimetic-effects"
    PSYCHIATRIC_EFFECTS = "psychiatric-effects"
    NEUROLOGICAL_EFFECTS = "neurological-effects"
    CARDIOVASCULAR_EFFECTS = "cardiovascular-effects"
    COGNITIVE_EFFECTS = "cognitive-effects"
    VIVID_DREAMS = "vivid-dreams"
    EUPHORIA = "euphoria"
    HEARING_CHANGES = "hearing-changes"
    TASTE_CHANGE = "taste-change"
    PANIC_ATTACKS = "panic-attacks"
    EMERGENCE_REACTIONS = "emergence-reactions"
    DEPENDENCE = "dependence"
    HYPERALGESIA = "hyperalgesia"
    RESPIRATORY_DEPRESSION = "respiratory-depression"
    OXYGEN_DESATURATION = "oxygen-desaturation"
    RAISED_INTRACRANIAL_PRESSURE = "raised-intracranial-pressure"
    INCREASED_MUSCLE_TONE = "increased-muscle-tone"
    LIVER_INJURY = "liver-injury"
    KIDNEY_INJURY = "kidney-injury"
    URINARY_SYMPTOMS = "urinary-symptoms"
    INJECTION_SITE_REACTION = "injection-site-reaction"


class FactorName(StrEnum):
    """What bears on the outcome of treatment."""

    CONDITION = "condition"
    SEVERITY = "severity"
    PAIN_HISTORY = "pain-history"
    DOSE = "dose"
    INFUSION_RATE = "infusion-rate"
    INFUSION_LENGTH = "infusion-length"
    TREATMENT_FREQUENCY = "treatment-frequency"
    NUMBER_OF_SESSIONS = "number-of-sessions"
    MAINTENANCE_SESSIONS = "maintenance-sessions"
    MISSED_SESSIONS = "missed-sessions"
    ROUTE = "route"
    METABOLISM = "metabolism"
    AGE = "age"
    WEIGHT = "weight"
    OVERALL_HEALTH = "overall-health"
    INDIVIDUAL_RESPONSE = "individual-response"
    PRIOR_MEDICATION = "prior-medication"
    CONCOMITANT_MEDICATION = "concomitant-medication"
    COMBINED_THERAPY = "combined-therapy"
    LIFESTYLE = "lifestyle"
    MENTAL_HEALTH = "mental-health"
    SUBSTANCE_USE = "substance-use"
    INDIVIDUAL_DIFFERENCES = "individual-differences"
    ADHERENCE = "adherence"


class Outcome(StrEnum):
    """What a factor bears on."""

    RELIEF_DURATION = "relief-duration"
    RELIEF_DEGREE = "relief-degree"
    TREATMENT_NEED = "treatment-need"
    SIDE_EFFECTS = "side-effects"
    TIME_IN_BODY = "time-in-body"
    RESULTS = "results"


class Direction(StrEnum):
    """Which way a factor or a finding points."""

    LONGER = "longer"
    SHORTER = "shorter"
    VARIES = "varies"
    MORE_FREQUENT_SESSIONS = "more-frequent-sessions"
    FEWER_SESSIONS = "fewer-sessions"
    MORE_RELIEF = "more-relief"
    LESS_RELIEF = "less-relief"
    MORE_SIDE_EFFECTS = "more-side-effects"
    HIGHER_DOSES = "higher-doses"
    FEWER_SIDE_EFFECTS = "fewer-side-effects"
    BETTER = "better"


class Result(StrEnum):
    """Which way a finding points."""

    IMPROVED = "improved"
    IMPROVED_THEN_LOST = "improved-then-lost"
    NO_DIFFERENCE = "no-difference"
    WORSENED = "worsened"
    MIXED = "mixed"
    WANING = "waning"
    NO_CLEAR_EVIDENCE = "no-clear-evidence"


class StudyDesign(StrEnum):
    """The design that a source names for what it reports."""

    META_ANALYSIS = "meta-analysis"
    SYSTEMATIC_REVIEW = "systematic-review"
    OBSERVATIONAL_STUDY = "observational-study"
    UNSPECIFIED_STUDY = "unspecified-study"
    PATIENT_REPORTS = "patient-reports"


class GuidanceKind(StrEnum):
    """What a piece of guidance is."""

    TIP = "tip"
    PRECAUTION = "precaution"
    RESTRICTION = "restriction"
    INTERACTION = "interaction"
    MONITORING = "monitoring"
    INDICATION = "indication"
    CONTRAINDICATION = "contraindication"


class Topic(StrEnum):
    """What a statement is about."""

    DRUG_PROPERTY = "drug-property"
    USE = "use"
    EFFICACY = "efficacy"
    RELIEF_COURSE = "relief-course"
    VARIABILITY = "variability"
    PROTOCOL_PROPERTY = "protocol-property"
    ROUTE_PROPERTY = "route-property"
    DOSING_PRINCIPLE = "dosing-principle"
    PAIN_BIOLOGY = "pain-biology"
    MENTAL_HEALTH = "mental-health"
    SAFETY = "safety"
    PRODUCT = "product"
    PROVIDER = "provider"
    RESEARCH_STATUS = "research-status"
    HISTORY = "history"
    REGULATORY = "regulatory"
    BURDEN_OF_PAIN = "burden-of-pain"
    PATIENT_SELECTION = "patient-selection"
    STUDY_METHOD = "study-method"


class ExclusionReason(StrEnum):
    """Why a stretch of text has no record."""

    HEADING = "heading"
    NAVIGATION = "navigation"
    DISCLAIMER = "disclaimer"
    PERSUASION = "persuasion"
    RESTATED = "restated"
    UNRELATED = "unrelated"


class Verdict(StrEnum):
    """How a lay claim stands to the study it most probably rests on."""

    SUPPORTED = "supported"
    OVERSTATED = "overstated"
    CONTRADICTED = "contradicted"
    DIFFERENT_POPULATION = "different-population"
    DIFFERENT_DOSE = "different-dose"
    NO_SOURCE_FOUND = "no-source-found"


class Confidence(StrEnum):
    """How sure it is that a claim rests on the study named."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    NONE = "none"


SCHEMES: Mapping[str, type[StrEnum]] = MappingProxyType(
    {
        "quantity": Quantity,
        "tier": Tier,
        "source_kind": SourceKind,
        "interest": Interest,
        "attribution": Attribution,
        "route": Route,
        "protocol": ProtocolName,
        "phase": Phase,
        "setting": Setting,
        "condition": Condition,
        "substance": Substance,
        "comparator": Comparator,
        "pain_course": PainCourse,
        "course": Course,
        "specimen": Specimen,
        "statistic": Statistic,
        "basis": Basis,
        "target": Target,
        "action": Action,
        "effect": Effect,
        "factor": FactorName,
        "outcome": Outcome,
        "direction": Direction,
        "result": Result,
        "study_design": StudyDesign,
        "guidance_kind": GuidanceKind,
        "topic": Topic,
        "exclusion_reason": ExclusionReason,
        "verdict": Verdict,
        "confidence": Confidence,
    }
)
"""Every closed list by the name of its vocabulary."""
