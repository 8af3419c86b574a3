select
  seller_id, chat_id, file_id, message_id, kind, content_type, name, bytes, width, height, scan, uploaded_by,
  created_at
from chat_files
