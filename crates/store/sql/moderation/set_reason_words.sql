insert into reason_words (reason, lang, words, fix) values ($1, $2, $3, $4)
on conflict (reason, lang) do update set words = excluded.words, fix = excluded.fix
