update reviews set deleted = true, text = '', pros = '', cons = '', media = '[]', photos = 0, videos = 0, waits = false,
  urgency = 0, edited_at = $3, version = version + 1
where seller_id = $1 and place = $2 and deleted = false
