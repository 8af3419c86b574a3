insert into telegram_polls (bot, holder, until, next_update, heard_at) values ($1, $2, $3, 0, $4)
on conflict (bot) do update set holder = excluded.holder, until = excluded.until
  where telegram_polls.until <= $4 or telegram_polls.holder = excluded.holder
returning next_update, heard_at
