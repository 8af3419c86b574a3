select kind, content_type, width, height, bytes, uploaded_by from media where media_id = $1
