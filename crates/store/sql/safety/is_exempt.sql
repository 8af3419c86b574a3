select cast(1 as bigint) from switch_exemptions where switch_id = $1 and who = $2
