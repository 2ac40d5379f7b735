"""The table of routes: who may do what, and how far. The API's routes, its checks and its document all come from it."""

from typing import Any

from chalicelib.api import classes, evidence, inspections, institutions, policy, recordings, uploads
from chalicelib.api.answers import (
    ClassDetail,
    ClassSummary,
    DecisionAnswer,
    FindingPage,
    Health,
    InspectionAnswer,
    InstitutionAnswer,
    InstitutionSummary,
    LedgerAnswer,
    Listed,
    ReceiptAnswer,
    TraineeAnswer,
    UnmaskAnswer,
    UploadAnswer,
    UploadForm,
)
from chalicelib.api.asked import (
    ClassQuery,
    DecisionBody,
    FindingQuery,
    InspectionBody,
    InstitutionQuery,
    PageQuery,
    UnmaskBody,
    UploadBody,
    UploadQuery,
)
from chalicelib.api.attended import AttendanceAnswer
from chalicelib.api.recorded import RecordingAnswer
from chalicelib.api.route import Call, Route, Scope
from chalicelib.domain.caller import Role
from chalicelib.policy.explain import PolicyView, RuleView

_ANYONE = None
_UPLOADERS = frozenset({Role.INSTITUTION, Role.PROVINCE})
_REVIEWERS = frozenset({Role.INDUSTRY_REVIEWER, Role.HR_REVIEWER, Role.AUDITOR, Role.PROVINCE})
_READERS = _REVIEWERS | {Role.INSTITUTION}
_AUDITORS = frozenset({Role.AUDITOR, Role.PROVINCE})
_INSPECTORS = frozenset({Role.HR_REVIEWER, Role.PROVINCE})
_DECIDERS = frozenset({Role.HR_REVIEWER, Role.PROVINCE})
_UNMASKERS = frozenset({Role.HR_REVIEWER, Role.AUDITOR, Role.PROVINCE})
_A_WHILE = "public, max-age=300"
_CLASS = "/classes/{class_id}"


def _document(_call: Call[Any, None, None]) -> dict[str, Any]:
    from chalicelib.api.openapi import document

    return document(ROUTES)


# fmt: off
ROUTES: tuple[Route, ...] = (
    Route("POST", "/uploads", "createUpload", "Ask for a form to upload a file with",
          _UPLOADERS, Scope.PREFIX, uploads.create_upload, UploadForm, body=UploadBody, status=201),
    Route("GET", "/uploads", "listUploads", "List receipts, newest first within a list",
          _READERS, Scope.LIST, uploads.list_uploads, Listed[ReceiptAnswer], query=UploadQuery),
    Route("GET", "/uploads/{upload_id}", "getUpload", "Read a receipt",
          _READERS, Scope.UPLOAD, uploads.get_upload, UploadAnswer),
    Route("GET", "/classes", "listClasses", "List classes by region, opening and id",
          _READERS, Scope.LIST, classes.list_classes, Listed[ClassSummary], query=ClassQuery),
    Route("GET", _CLASS, "getClass", "Read a class",
          _READERS, Scope.CLASS, classes.get_class, ClassDetail),
    Route("GET", f"{_CLASS}/findings", "listFindings", "List a class's findings with the clauses they rest on",
          _READERS, Scope.CLASS, classes.list_findings, FindingPage, query=FindingQuery),
    Route("GET", f"{_CLASS}/roster", "listRoster", "List a class's trainees with their standing",
          _READERS, Scope.CLASS, classes.list_roster, Listed[TraineeAnswer], query=PageQuery),
    Route("POST", f"{_CLASS}/inspections", "recordInspection", "Record a check on site",
          _INSPECTORS, Scope.CLASS, inspections.record_inspection, InspectionAnswer, body=InspectionBody, status=201),
    Route("GET", f"{_CLASS}/inspections", "listInspections", "List the checks on site, by date",
          _READERS, Scope.CLASS, inspections.list_inspections, Listed[InspectionAnswer], query=PageQuery),
    Route("GET", f"{_CLASS}/attendance", "getAttendance", "Read who attended which session, and why an hour counts",
          _READERS, Scope.CLASS, evidence.get_attendance, AttendanceAnswer, query=PageQuery),
    Route("GET", f"{_CLASS}/decisions", "listDecisions", "List the decisions on a class",
          _READERS, Scope.CLASS, evidence.list_decisions, Listed[DecisionAnswer]),
    Route("POST", f"{_CLASS}/decisions", "decide", "Decide about a class; only the province approves",
          _DECIDERS, Scope.CLASS, evidence.decide, DecisionAnswer, body=DecisionBody, status=201, conflicts=True),
    Route("GET", f"{_CLASS}/recordings", "listRecordings", "List a class's recordings with what they show and cover",
          _READERS, Scope.CLASS, recordings.list_recordings, Listed[RecordingAnswer], query=PageQuery),
    Route("GET", f"{_CLASS}/ledger", "listLedger", "Read a class's ledger",
          _AUDITORS, Scope.CLASS, classes.list_ledger, Listed[LedgerAnswer], query=PageQuery),
    Route("POST", f"{_CLASS}/unmask", "unmask", "See the full numbers of one person; the ledger records it first",
          _UNMASKERS, Scope.CLASS, classes.unmask, UnmaskAnswer, body=UnmaskBody),
    Route("GET", "/institutions", "listInstitutions", "List the directory",
          _REVIEWERS, Scope.LIST, institutions.list_institutions, Listed[InstitutionSummary], query=InstitutionQuery),
    Route("GET", "/institutions/{code}", "getInstitution", "Read what is known of an institution",
          _READERS, Scope.INSTITUTION, institutions.get_institution, InstitutionAnswer),
    Route("GET", "/policy", "getPolicy", "Read the policy in force",
          _ANYONE, Scope.NONE, policy.get_policy, PolicyView, cache=_A_WHILE),
    Route("GET", "/policy/rules/{rule_id}", "getRule", "Read a rule with its words, figures and advice",
          _ANYONE, Scope.NONE, policy.get_rule, RuleView, cache=_A_WHILE),
    Route("GET", "/health", "getHealth", "See that the API answers",
          _ANYONE, Scope.NONE, policy.get_health, Health),
    Route("GET", "/openapi.json", "getOpenapi", "Read this description",
          _ANYONE, Scope.NONE, _document, None, cache=_A_WHILE),
)
# fmt: on
