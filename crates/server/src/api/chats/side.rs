//! The operations that several sides have alike, made for each of them: the paths are the same below the side's own.

/// Reading and writing: `speaks! { tag, base, reader, writer, (security), ids }`.
macro_rules! speaks {
    ($tag:tt, $base:tt, $reads:ty, $writes:ty, ($($security:tt)*), {
        $messages:tt $say:tt $message:tt $edit:tt $delete:tt $read:tt $file:tt
    }) => {
        /// Messages of a chat
        ///
        /// What is held or stopped by the guard is told to its author's side alone. A shop's people and programs need the
        /// permission `read`.
        #[utoipa::path(get, path = "/chats/{chat_id}/messages", tag = $tag, operation_id = $messages,
            params(("chat_id" = String, Path, description = "The chat."), MessagesAsked), $($security)*
            responses((status = 200, description = "The messages", body = MessagePage)))]
        pub async fn messages(
            State(site): State<Site>,
            Auth(who): Auth<$reads>,
            Language(lang): Language,
            Id(chat): Id<ChatId>,
            Query(asked): Query<MessagesAsked>,
        ) -> Result<Json<MessagePage>, Problem> {
            talk::messages(&site, &who.reader(), chat, &asked, lang).await
        }

        /// Send a message
        ///
        /// The guard looks at it first: it is delivered, held for a person, or stopped (`state`), with why. What seems to give
        /// the author's own secrets away is refused with `own_secret` until it comes `confirmed`. A shop's people and
        /// programs need the permission `reply`.
        #[utoipa::path(post, path = "/chats/{chat_id}/messages", tag = $tag, operation_id = $say,
            params(("chat_id" = String, Path, description = "The chat."), headers::IdempotencyKey), $($security)*
            request_body = MessageIn,
            responses((status = 201, description = "Sent, held or stopped", body = SentOut,
                headers(("location" = String, description = "The message.")))))]
        pub async fn say(
            State(site): State<Site>,
            Auth(who): Auth<$writes>,
            Language(lang): Language,
            Id(chat): Id<ChatId>,
            Create { input, once }: Create<MessageIn>,
        ) -> Result<Response, Problem> {
            talk::say(&site, &who.speaker(), chat, (input, once), ($base, lang)).await
        }

        /// One message
        #[utoipa::path(get, path = "/chats/{chat_id}/messages/{message_id}", tag = $tag, operation_id = $message,
            params(("chat_id" = String, Path, description = "The chat."),
                ("message_id" = String, Path, description = "The message.")), $($security)*
            responses((status = 200, description = "The message", body = MessageOut)))]
        pub async fn message(
            State(site): State<Site>,
            Auth(who): Auth<$reads>,
            Language(lang): Language,
            Ids(chat, message): Ids<ChatId, MessageId>,
        ) -> Result<Json<MessageOut>, Problem> {
            talk::message(&site, &who.reader(), chat, message, lang).await
        }

        /// Change a message
        ///
        /// Its author can within ten minutes. The guard looks at the new text; what it would hold or stop is refused
        /// (`message_refused`), and the old text stays.
        #[utoipa::path(patch, path = "/chats/{chat_id}/messages/{message_id}", tag = $tag, operation_id = $edit,
            params(("chat_id" = String, Path, description = "The chat."),
                ("message_id" = String, Path, description = "The message.")), $($security)*
            request_body = MessageChange, responses((status = 200, description = "Changed", body = SentOut)))]
        pub async fn edit(
            State(site): State<Site>,
            Auth(who): Auth<$writes>,
            Language(lang): Language,
            Ids(chat, message): Ids<ChatId, MessageId>,
            Body(input): Body<MessageChange>,
        ) -> Result<Json<SentOut>, Problem> {
            talk::edit(&site, &who.speaker(), (chat, message), &input, lang).await
        }

        /// Take a message away
        ///
        /// For both sides, by its author within ten minutes. That there was one stays visible.
        #[utoipa::path(delete, path = "/chats/{chat_id}/messages/{message_id}", tag = $tag, operation_id = $delete,
            params(("chat_id" = String, Path, description = "The chat."),
                ("message_id" = String, Path, description = "The message.")), $($security)*
            responses((status = 204, description = "Taken away")))]
        pub async fn delete(
            State(site): State<Site>,
            Auth(who): Auth<$writes>,
            Ids(chat, message): Ids<ChatId, MessageId>,
        ) -> Result<StatusCode, Problem> {
            talk::delete(&site, &who.speaker(), chat, message).await
        }

        /// Note what was read
        ///
        /// The side has read up to a message, or everything.
        #[utoipa::path(post, path = "/chats/{chat_id}/read", tag = $tag, operation_id = $read,
            params(("chat_id" = String, Path, description = "The chat.")), $($security)*
            request_body = ReadIn, responses((status = 200, description = "Noted", body = ReadOut)))]
        pub async fn read(
            State(site): State<Site>,
            Auth(who): Auth<$writes>,
            Id(chat): Id<ChatId>,
            Body(input): Body<ReadIn>,
        ) -> Result<Json<ReadOut>, Problem> {
            talk::read(&site, who.speaker().reader(), chat, &input).await
        }

        /// Bring a file
        ///
        /// As the body or as the field `file` of a form; it is sent with a message that names its id. Pictures (JPEG, PNG,
        /// WebP, GIF up to 15 MB) are written anew without what the camera knew; videos (MP4, MOV, WebM up to 50 MB), PDF (up
        /// to 20 MB) and texts (up to 1 MB) are judged by what is in them, not by their names.
        #[utoipa::path(post, path = "/chats/{chat_id}/files", tag = $tag, operation_id = $file,
            params(("chat_id" = String, Path, description = "The chat."), FileAsked), $($security)*
            request_body(content((FileBody = "application/octet-stream"), (FileForm = "multipart/form-data"))),
            responses((status = 200, description = "Kept", body = FileOut)))]
        pub async fn add_file(
            State(site): State<Site>,
            Auth(who): Auth<$writes>,
            Id(chat): Id<ChatId>,
            Query(asked): Query<FileAsked>,
            request: Request,
        ) -> Result<Json<FileOut>, Problem> {
            talk::add_file(&site, &who.speaker(), chat, asked, request).await
        }

        fn speaking() -> OpenApiRouter<Site> {
            OpenApiRouter::default()
                .routes(routes!(messages, say))
                .routes(routes!(message, edit, delete))
                .routes(routes!(read))
                .routes(routes!(add_file))
        }
    };
}
pub(crate) use speaks;

/// What a buyer and a shop can do beside that.
macro_rules! acts {
    ($tag:tt, $reads:ty, $writes:ty, ($($security:tt)*), {
        $chat:tt $confirm:tt $close:tt $reopen:tt $block:tt $unblock:tt $rate:tt $typing:tt $report:tt $standing:tt
        $appeal_friction:tt $appeal_switch:tt
    }) => {
        /// One chat
        ///
        /// With whether the caller may write now, and why not. A shop's people and programs need the permission `read`.
        #[utoipa::path(get, path = "/chats/{chat_id}", tag = $tag, operation_id = $chat,
            params(("chat_id" = String, Path, description = "The chat.")), $($security)*
            responses((status = 200, description = "The chat", body = DetailOut)))]
        pub async fn chat(
            State(site): State<Site>,
            Auth(who): Auth<$reads>,
            Language(lang): Language,
            Id(chat): Id<ChatId>,
        ) -> Result<Json<DetailOut>, Problem> {
            talk::chat(&site, &who.reader(), chat, lang).await
        }

        /// Say that a held message is harmless
        ///
        /// Its author can, where the operator lets authors in good standing (`may_confirm`): it is delivered with a warning.
        #[utoipa::path(post, path = "/chats/{chat_id}/messages/{message_id}/confirm", tag = $tag, operation_id = $confirm,
            params(("chat_id" = String, Path, description = "The chat."),
                ("message_id" = String, Path, description = "The message.")), $($security)*
            responses((status = 200, description = "Delivered", body = SentOut)))]
        pub async fn confirm(
            State(site): State<Site>,
            Auth(who): Auth<$writes>,
            Language(lang): Language,
            Ids(chat, message): Ids<ChatId, MessageId>,
        ) -> Result<Json<SentOut>, Problem> {
            talk::confirm(&site, &who.speaker(), chat, message, lang).await
        }

        /// Close a chat
        ///
        /// It takes no messages until somebody opens it again.
        #[utoipa::path(put, path = "/chats/{chat_id}/closed", tag = $tag, operation_id = $close,
            params(("chat_id" = String, Path, description = "The chat.")), $($security)*
            responses((status = 204, description = "Closed")))]
        pub async fn close(
            State(site): State<Site>,
            Auth(who): Auth<$writes>,
            Id(chat): Id<ChatId>,
        ) -> Result<StatusCode, Problem> {
            talk::set_closed(&site, &who.speaker(), chat, true).await
        }

        /// Open a closed chat again
        #[utoipa::path(delete, path = "/chats/{chat_id}/closed", tag = $tag, operation_id = $reopen,
            params(("chat_id" = String, Path, description = "The chat.")), $($security)*
            responses((status = 204, description = "Open")))]
        pub async fn reopen(
            State(site): State<Site>,
            Auth(who): Auth<$writes>,
            Id(chat): Id<ChatId>,
        ) -> Result<StatusCode, Problem> {
            talk::set_closed(&site, &who.speaker(), chat, false).await
        }

        /// Want no more messages of the other side
        #[utoipa::path(put, path = "/chats/{chat_id}/blocked", tag = $tag, operation_id = $block,
            params(("chat_id" = String, Path, description = "The chat.")), $($security)*
            responses((status = 204, description = "Blocked")))]
        pub async fn block(
            State(site): State<Site>,
            Auth(who): Auth<$writes>,
            Id(chat): Id<ChatId>,
        ) -> Result<StatusCode, Problem> {
            talk::set_blocked(&site, &who.speaker(), chat, true).await
        }

        /// Want messages of the other side again
        #[utoipa::path(delete, path = "/chats/{chat_id}/blocked", tag = $tag, operation_id = $unblock,
            params(("chat_id" = String, Path, description = "The chat.")), $($security)*
            responses((status = 204, description = "No longer blocked")))]
        pub async fn unblock(
            State(site): State<Site>,
            Auth(who): Auth<$writes>,
            Id(chat): Id<ChatId>,
        ) -> Result<StatusCode, Problem> {
            talk::set_blocked(&site, &who.speaker(), chat, false).await
        }

        /// Rate the answers
        ///
        /// A buyer rates a shop or support, a shop rates support.
        #[utoipa::path(put, path = "/chats/{chat_id}/rating", tag = $tag, operation_id = $rate,
            params(("chat_id" = String, Path, description = "The chat.")), $($security)*
            request_body = RatingIn, responses((status = 204, description = "Rated")))]
        pub async fn rate(
            State(site): State<Site>,
            Auth(who): Auth<$writes>,
            Id(chat): Id<ChatId>,
            Body(input): Body<RatingIn>,
        ) -> Result<StatusCode, Problem> {
            talk::rate(&site, &who.speaker(), chat, &input).await
        }

        /// Show that the caller is typing
        ///
        /// The other side may show it for some seconds; nothing is stored.
        #[utoipa::path(post, path = "/chats/{chat_id}/typing", tag = $tag, operation_id = $typing,
            params(("chat_id" = String, Path, description = "The chat.")), $($security)*
            responses((status = 204, description = "Told")))]
        pub async fn typing(
            State(site): State<Site>,
            Auth(who): Auth<$writes>,
            Id(chat): Id<ChatId>,
        ) -> Result<StatusCode, Problem> {
            talk::typing(&site, &who.speaker(), chat).await
        }

        /// Report a message as fraud
        ///
        /// The other side cannot write into the chat until a safety person has looked. Where something was given away
        /// already, the answer says what to do first.
        #[utoipa::path(post, path = "/chats/{chat_id}/messages/{message_id}/reports", tag = $tag, operation_id = $report,
            params(("chat_id" = String, Path, description = "The chat."),
                ("message_id" = String, Path, description = "The message.")), $($security)*
            request_body = FraudReportIn, responses((status = 200, description = "Reported; nobody reports a message twice", body = FraudReportOut)))]
        pub async fn report(
            State(site): State<Site>,
            Auth(who): Auth<$writes>,
            Language(lang): Language,
            Ids(chat, message): Ids<ChatId, MessageId>,
            Body(input): Body<FraudReportIn>,
        ) -> Result<Json<FraudReportOut>, Problem> {
            talk::report_fraud(&site, &who.speaker(), (chat, message), input, lang).await
        }

        /// What stands in the caller's way in all chats
        ///
        /// How far the guard holds them back, and the switch by which the operator has switched chats off.
        #[utoipa::path(get, path = "/chats/standing", tag = $tag, operation_id = $standing, $($security)*
            responses((status = 200, description = "What stands in the way", body = StandingOut)))]
        pub async fn standing(
            State(site): State<Site>,
            Auth(who): Auth<$reads>,
            Language(lang): Language,
        ) -> Result<Json<StandingOut>, Problem> {
            talk::standing(&site, &who.reader(), lang).await
        }

        /// Appeal against being held back
        ///
        /// A safety person looks at what the caller did.
        #[utoipa::path(post, path = "/chats/standing/appeals", tag = $tag, operation_id = $appeal_friction, $($security)*
            request_body = MeasureAppealIn, responses((status = 200, description = "Waits", body = AppealedOut)))]
        pub async fn appeal_friction(
            State(site): State<Site>,
            Auth(who): Auth<$writes>,
            Body(input): Body<MeasureAppealIn>,
        ) -> Result<Json<AppealedOut>, Problem> {
            talk::appeal_friction(&site, &who.speaker(), &input).await
        }

        /// Appeal against chats being switched off
        #[utoipa::path(post, path = "/chats/switches/{switch_id}/appeals", tag = $tag, operation_id = $appeal_switch,
            params(("switch_id" = String, Path, description = "The switch.")), $($security)*
            request_body = MeasureAppealIn, responses((status = 200, description = "Waits", body = AppealedOut)))]
        pub async fn appeal_switch(
            State(site): State<Site>,
            Auth(who): Auth<$writes>,
            Id(switch): Id<SwitchId>,
            Body(input): Body<MeasureAppealIn>,
        ) -> Result<Json<AppealedOut>, Problem> {
            talk::appeal_switch(&site, &who.speaker(), switch, &input).await
        }

        fn acting() -> OpenApiRouter<Site> {
            OpenApiRouter::default()
                .routes(routes!(chat))
                .routes(routes!(confirm))
                .routes(routes!(close, reopen))
                .routes(routes!(block, unblock))
                .routes(routes!(rate))
                .routes(routes!(typing))
                .routes(routes!(report))
                .routes(routes!(standing))
                .routes(routes!(appeal_friction))
                .routes(routes!(appeal_switch))
        }
    };
}
pub(crate) use acts;
