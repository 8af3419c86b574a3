update answers set text = $3, public_text = $4, text_hash = $5, state = $6, due_at = $7, published_at = $8, edited_at = $9,
  version = version + 1
where seller_id = $1 and answer_id = $2 and version = $10
