select count(*) from (select announcement_id from announcements order by at desc, announcement_id desc limit 100) a
where not exists (select 1 from announcement_reads r where r.person_id = $1 and r.announcement_id = a.announcement_id)
