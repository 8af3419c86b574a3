insert into cases (seller_id, case_id, queue, subject, subject_id, parent_id, sku, author, author_name, text, text_hash, media,
  findings, rules_version, stage, judged, words, not_by, harm, opened_at, due_at, order_at, state, holder, leased_until, reasons,
  note_author, note_desk)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, 'waiting', null, 0,
  '[]', '', '')
on conflict do nothing
