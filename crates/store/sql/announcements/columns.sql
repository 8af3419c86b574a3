select a.announcement_id, a.topic, a.title_ru, a.title_en, a.text_ru, a.text_en, a.at, r.at
from announcements a
left join announcement_reads r on r.person_id = $1 and r.announcement_id = a.announcement_id
