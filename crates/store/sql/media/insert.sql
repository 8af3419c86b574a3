insert into media (media_id, kind, content_type, width, height, bytes, uploaded_by, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict (media_id) do nothing
