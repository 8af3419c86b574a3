insert into switch_exemptions (switch_id, who, at) values ($1, $2, $3) on conflict do nothing
