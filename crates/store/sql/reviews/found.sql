  /*sqlite and review_words match $15*/
