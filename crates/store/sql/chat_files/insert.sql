insert into chat_files (
  seller_id, chat_id, file_id, message_id, kind, content_type, name, bytes, width, height, scan, uploaded_by,
  created_at
)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
