select v.seller_id, v.number, v.case_id, v.subject, v.subject_id, v.author, v.text_hash, v.decision, v.stage, v.reasons, v.findings,
  v.note_author, v.note_desk, v.by_whom, v.rules_version, v.opened_at, v.at, v.due_at, v.overturned_by
from verdicts v
