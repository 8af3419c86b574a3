insert into announcement_reads (person_id, announcement_id, at) values ($1, $2, $3) on conflict do nothing
