update cases set state = 'waiting', decision = null, reasons = '[]', decided_by = null, decided_role = null, decided_at = null,
  holder = $3, leased_until = $4
where seller_id = $1 and case_id = $2 and state = 'deciding' and decided_by = $3
