select reason, lang, words, fix from reason_words order by reason, lang
