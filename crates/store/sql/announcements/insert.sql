insert into announcements (announcement_id, topic, title_ru, title_en, text_ru, text_en, at)
values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing
