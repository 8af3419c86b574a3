update cases set state = 'deciding', decision = $3, reasons = $4, note_author = $5, note_desk = $6, decided_by = $7, decided_role = $8,
  decided_at = $9
where seller_id = $1 and case_id = $2 and state = 'waiting'
