update strikes set forgiven = true where who = $1 and forgiven = false and (cast($2 as bigint) is null or message_id = cast($2 as bigint))
