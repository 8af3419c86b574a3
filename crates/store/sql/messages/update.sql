update messages set text = $4, files = $5, state = $6, verdict = $7, why = $8, simhash = $9, edited_at = $10, held_until = $11,
  changed_at = $12, version = version + 1
where seller_id = $1 and chat_id = $2 and message_id = $3
