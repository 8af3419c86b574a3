select
  m.seller_id, m.chat_id, m.message_id, m.author, m.author_id, m.author_name, m.client_id, m.kind, m.text,
  m.reply_to, m.files, m.state, m.verdict, m.why, m.simhash, m.sent_at, m.edited_at, m.held_until, m.version
