update reviews set stars = $3, text = $4, pros = $5, cons = $6, media = $7, photos = $8, videos = $9, edited_at = $10,
  status = $11, urgency = $12, waits = $13, version = version + 1
where seller_id = $1 and place = $2
