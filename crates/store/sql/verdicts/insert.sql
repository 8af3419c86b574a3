insert into verdicts (seller_id, number, case_id, subject, subject_id, author, text_hash, decision, stage, reasons, findings,
  note_author, note_desk, by_whom, rules_version, opened_at, at, due_at, overturned_by, receipt, previous, hash)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, null, $19, $20, $21)
