// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chat/ConversationStore.h"

#include "core/api/Codec.h"
#include "core/base/Uuid7.h"
#include "core/text/SearchText.h"

#include <algorithm>

namespace tabletalk {

namespace {

constexpr int messagesPerQuestion = 4; ///< read for each, as statements of the user's own stand among them

api::ConversationSummary summaryOf(const Record &record)
{
    return {record.id<ConversationId>(QStringLiteral("id")),
            record.id<ConnectionId>(QStringLiteral("connection_id")),
            record.text(QStringLiteral("title")),
            record.instant(QStringLiteral("updated_at")),
            record.id<UserId>(QStringLiteral("user_id")),
            record.text(QStringLiteral("visibility")),
            record.flag(QStringLiteral("pinned")),
            record.flag(QStringLiteral("archived")),
            ConversationId::fromString(record.text(QStringLiteral("branch_of")))};
}

Bindings bindingsOf(const ConversationStore::Page &page)
{
    constexpr qint64 endOfTime = 253402300799999; // 9999-12-31T23:59:59.999Z
    const auto &before = page.before;
    return {{QStringLiteral("before_at"), before ? stored(before->updatedAt) : QVariant(endOfTime)},
            {QStringLiteral("before_id"), before ? before->id.toString() : QString()},
            {QStringLiteral("anywhere"), page.within ? 0 : 1},
            {QStringLiteral("workspace"), page.within ? page.within->toString() : QString()},
            {QStringLiteral("limit"), page.limit}};
}

/// A pattern for LIKE with '!' before what it would take for more than itself.
QString patternFor(QString word)
{
    for (const char16_t special : {u'!', u'%', u'_'})
        word.replace(QChar(special), QString(u'!' + QString(QChar(special))));
    return QString(u'%' + word + u'%');
}

/// What is kept of a text to find it by. Not null, which has no place in the column.
QString findable(const QString &text)
{
    constexpr qsizetype mostFindable = 10'000;
    const QString found = searchText(text.left(mostFindable));
    return found.isNull() ? QStringLiteral("") : found;
}

QVariant flag(const std::optional<bool> &value)
{
    return value ? QVariant(*value ? 1 : 0) : QVariant();
}

std::vector<api::ConversationSummary> summariesOf(const std::vector<Record> &records)
{
    std::vector<api::ConversationSummary> list;
    list.reserve(records.size());
    for (const Record &record : records)
        list.push_back(summaryOf(record));
    return list;
}

/// What we stored ourselves as JSON; nothing when it was written by a version that meant something else.
template <class Message>
std::optional<Message> readStored(const std::optional<QString> &text)
{
    if (!text)
        return std::nullopt;
    const QByteArray utf8 = text->toUtf8();
    const auto json =
        api::parseJson({utf8.constData(), size_t(utf8.size())}, {.maxBytes = size_t{16} * 1024 * 1024, .maxDepth = 32});
    if (!json)
        return std::nullopt;
    auto message = api::fromJson<Message>(*json);
    return message ? std::optional(*std::move(message)) : std::nullopt;
}

api::ConversationMessage messageOf(const Record &record)
{
    api::ConversationMessage message;
    message.id = record.id<MessageId>(QStringLiteral("id"));
    message.question = record.text(QStringLiteral("question"));
    message.status = record.text(QStringLiteral("status"));
    message.stream = record.id<StreamId>(QStringLiteral("stream_id"));
    message.createdAt = record.instant(QStringLiteral("created_at"));
    message.problem = readStored<api::ProblemEvent>(record.optionalText(QStringLiteral("problem")));
    if (auto answer = readStored<api::Answer>(record.optionalText(QStringLiteral("answer")))) {
        message.sql = std::move(answer->sql);
        message.text = std::move(answer->text);
        message.chart = std::move(answer->chart);
        message.resultId = answer->resultId;
        message.columns = std::move(answer->columns);
        message.rowCount = answer->rowCount;
        message.confidence = answer->confidence;
        message.truncated = answer->truncated;
        message.totals = std::move(answer->totals);
        message.explanation = std::move(answer->explanation);
        message.unusedWords = std::move(answer->unusedWords);
        message.askBack = std::move(answer->askBack);
    }
    message.chosenChart = readStored<api::Chart>(record.optionalText(QStringLiteral("chart")));
    if (!record.isNull(QStringLiteral("good")))
        message.feedback = {record.flag(QStringLiteral("good")), record.text(QStringLiteral("reason"))};
    if (!record.isNull(QStringLiteral("example_id")))
        message.example = {!record.isNull(QStringLiteral("approved_at")), record.text(QStringLiteral("approver"))};
    return message;
}

/// With the part of its question or answer that has the words.
api::FoundConversation foundIn(const Record &record, const std::vector<QString> &words)
{
    constexpr qsizetype excerptLength = 160;
    api::FoundConversation found{summaryOf(record), {}, {}};
    if (record.isNull(QStringLiteral("message_id")))
        return found;
    found.messageId = record.id<MessageId>(QStringLiteral("message_id"));
    const QString question = record.text(QStringLiteral("question"));
    const auto answer = readStored<api::Answer>(record.optionalText(QStringLiteral("answer")));
    const auto count = [&words](const QString &text) {
        const QString plain = searchText(text);
        return std::ranges::count_if(words, [&](const QString &word) { return plain.contains(word); });
    };
    const bool inAnswer = answer && count(answer->text) > count(question);
    found.excerpt = excerptAround(inAnswer ? answer->text : question, words, excerptLength);
    return found;
}

} // namespace

void ConversationStore::insert(const NewConversation &conversation, Instant now)
{
    m_transaction.execute(m_scope, QStringLiteral("chat/insert_conversation"),
                          {{QStringLiteral("id"), stored(conversation.id)},
                           {QStringLiteral("user"), stored(conversation.user)},
                           {QStringLiteral("connection"), stored(conversation.connection)},
                           {QStringLiteral("title"), conversation.title},
                           {QStringLiteral("search_title"), findable(conversation.title)},
                           {QStringLiteral("now"), stored(now)}});
}

void ConversationStore::touch(ConversationId id, Instant now)
{
    m_transaction.execute(m_scope, QStringLiteral("chat/touch_conversation"),
                          {{QStringLiteral("id"), stored(id)}, {QStringLiteral("now"), stored(now)}});
}

std::optional<api::ConversationSummary> ConversationStore::find(ConversationId id, const Viewer &viewer)
{
    const auto record = m_transaction.selectOne(m_scope, QStringLiteral("chat/find_conversation"),
                                                {{QStringLiteral("id"), stored(id)},
                                                 {QStringLiteral("user"), stored(viewer.user)},
                                                 {QStringLiteral("is_guest"), viewer.isGuest ? 1 : 0}});
    return record ? std::optional(summaryOf(*record)) : std::nullopt;
}

std::optional<api::ConversationSummary> ConversationStore::findOwn(ConversationId id, UserId user)
{
    const auto record =
        m_transaction.selectOne(m_scope, QStringLiteral("chat/find_own_conversation"),
                                {{QStringLiteral("id"), stored(id)}, {QStringLiteral("user"), stored(user)}});
    return record ? std::optional(summaryOf(*record)) : std::nullopt;
}

bool ConversationStore::seesMessage(MessageId message, const Viewer &viewer)
{
    const auto record = m_transaction.selectOne(m_scope, QStringLiteral("chat/find_message_conversation"),
                                                {{QStringLiteral("message"), stored(message)}});
    return record && find(record->id<ConversationId>(QStringLiteral("conversation_id")), viewer);
}

bool ConversationStore::update(ConversationId id, UserId user, const Changes &changes)
{
    return m_transaction.execute(
               m_scope, QStringLiteral("chat/update_conversation"),
               {{QStringLiteral("id"), stored(id)},
                {QStringLiteral("user"), stored(user)},
                {QStringLiteral("title"), stored(changes.title)},
                {QStringLiteral("search_title"), changes.title ? QVariant(findable(*changes.title)) : QVariant()},
                {QStringLiteral("pinned"), flag(changes.pinned)},
                {QStringLiteral("archived"), flag(changes.archived)}})
           > 0;
}

int ConversationStore::branch(const Branch &branch, UserId user, int limit, Instant now)
{
    m_transaction.execute(m_scope, QStringLiteral("chat/insert_branch"),
                          {{QStringLiteral("branch"), stored(branch.id)},
                           {QStringLiteral("id"), stored(branch.of)},
                           {QStringLiteral("user"), stored(user)},
                           {QStringLiteral("now"), stored(now)}});
    auto originals = m_transaction.select(m_scope, QStringLiteral("chat/list_messages_until"),
                                          {{QStringLiteral("conversation"), stored(branch.of)},
                                           {QStringLiteral("message"), stored(branch.until)},
                                           {QStringLiteral("inclusive"), branch.inclusive ? 1 : 0},
                                           {QStringLiteral("limit"), limit}});
    std::ranges::reverse(originals);
    Instant last{0};
    for (const Record &original : originals) {
        // Messages stand in the order of their ids, which begin with a moment.
        last = Instant{std::max(original.instant(QStringLiteral("created_at")).msSinceEpoch, last.msSinceEpoch + 1)};
        m_transaction.execute(m_scope, QStringLiteral("chat/copy_message"),
                              {{QStringLiteral("copy"), stored(makeId<MessageId>(last))},
                               {QStringLiteral("conversation"), stored(branch.id)},
                               {QStringLiteral("message"), original.text(QStringLiteral("id"))}});
    }
    return int(originals.size());
}

void ConversationStore::handOverResults(ConversationId id)
{
    m_transaction.execute(m_scope, QStringLiteral("chat/hand_over_results"),
                          {{QStringLiteral("conversation"), stored(id)}});
}

bool ConversationStore::remove(ConversationId id, UserId user)
{
    const Bindings owned{{QStringLiteral("id"), stored(id)}, {QStringLiteral("user"), stored(user)}};
    if (m_transaction.execute(m_scope, QStringLiteral("chat/delete_conversation"), owned) == 0)
        return false;
    const Bindings conversation{{QStringLiteral("conversation"), stored(id)}};
    m_transaction.execute(m_scope, QStringLiteral("chat/delete_results"), conversation);
    m_transaction.execute(m_scope, QStringLiteral("chat/delete_messages"), conversation);
    sharesOf(id).remove();
    return true;
}

ShareStore ConversationStore::sharesOf(ConversationId id)
{
    return {m_transaction, m_scope, QStringLiteral("conversation"), id.toString()};
}

bool ConversationStore::show(ConversationId id, UserId user, const Audience &audience)
{
    const Bindings values{{QStringLiteral("id"), stored(id)},
                          {QStringLiteral("user"), stored(user)},
                          {QStringLiteral("visibility"), visibilityName(audience.visibility)}};
    if (m_transaction.execute(m_scope, QStringLiteral("chat/set_conversation_visibility"), values) == 0)
        return false;
    sharesOf(id).replace(audience);
    return true;
}

Audience ConversationStore::audienceOf(const api::ConversationSummary &conversation)
{
    Audience audience;
    audience.visibility = visibilityFromName(conversation.visibility.value_or(QString())).value_or(Visibility::Private);
    sharesOf(conversation.id).read(audience);
    return audience;
}

std::vector<api::ConversationSummary> ConversationStore::list(UserId user, bool archived, const Page &page)
{
    Bindings values = bindingsOf(page);
    values.set(QStringLiteral("user"), stored(user));
    values.set(QStringLiteral("archived"), archived ? 1 : 0);
    values.set(QStringLiteral("before_pinned"), !page.before || page.before->pinned ? 1 : 0);
    return summariesOf(m_transaction.select(m_scope, QStringLiteral("chat/list_conversations"), values));
}

std::vector<api::ConversationSummary> ConversationStore::listShown(const Viewer &viewer, const Page &page)
{
    Bindings values = bindingsOf(page);
    values.set(QStringLiteral("user"), stored(viewer.user));
    values.set(QStringLiteral("is_guest"), viewer.isGuest ? 1 : 0);
    return summariesOf(m_transaction.select(m_scope, QStringLiteral("chat/list_shown_conversations"), values));
}

std::vector<api::FoundConversation> ConversationStore::search(UserId user, const std::vector<QString> &words,
                                                              const Page &page)
{
    Bindings values = bindingsOf(page);
    values.set(QStringLiteral("user"), stored(user));
    values.set(QStringLiteral("most"), mostSearched);
    for (size_t i = 0; i < mostWords; ++i)
        values.set(QString(u"word" + QString::number(i + 1)),
                   i < words.size() ? patternFor(words[i]) : QStringLiteral("%"));
    std::vector<api::FoundConversation> found;
    for (const Record &record : m_transaction.select(m_scope, QStringLiteral("chat/search_conversations"), values))
        found.push_back(foundIn(record, words));
    return found;
}

void ConversationStore::insertMessage(const NewMessage &message, Instant now)
{
    m_transaction.execute(m_scope, QStringLiteral("chat/insert_message"),
                          {{QStringLiteral("id"), stored(message.id)},
                           {QStringLiteral("conversation"), stored(message.conversation)},
                           {QStringLiteral("user"), stored(message.user)},
                           {QStringLiteral("stream"), stored(message.stream)},
                           {QStringLiteral("question"), message.question},
                           {QStringLiteral("search_text"), findable(message.question)},
                           {QStringLiteral("node"), message.node},
                           {QStringLiteral("now"), stored(now)}});
}

bool ConversationStore::finishMessage(MessageId id, const MessageEnd &end, Instant now)
{
    return m_transaction.execute(m_scope, QStringLiteral("chat/finish_message"),
                                 {{QStringLiteral("id"), stored(id)},
                                  {QStringLiteral("status"), end.status},
                                  {QStringLiteral("answer"), stored(end.answer)},
                                  {QStringLiteral("problem"), stored(end.problem)},
                                  {QStringLiteral("search_text"), findable(QString(u' ' + end.sentence))},
                                  {QStringLiteral("now"), stored(now)}})
           > 0;
}

std::vector<api::ConversationMessage> ConversationStore::messages(ConversationId conversation, UserId reader, int limit)
{
    const auto records = m_transaction.select(m_scope, QStringLiteral("chat/list_messages"),
                                              {{QStringLiteral("conversation"), stored(conversation)},
                                               {QStringLiteral("user"), stored(reader)},
                                               {QStringLiteral("limit"), limit}});
    std::vector<api::ConversationMessage> list;
    list.reserve(records.size());
    for (const Record &record : records)
        list.push_back(messageOf(record));
    std::ranges::reverse(list);
    return list;
}

std::vector<api::ConversationMessage> ConversationStore::messagesFrom(ConversationId conversation, UserId reader,
                                                                      int offset, int limit)
{
    const auto records = m_transaction.select(m_scope, QStringLiteral("chat/list_messages_from"),
                                              {{QStringLiteral("conversation"), stored(conversation)},
                                               {QStringLiteral("user"), stored(reader)},
                                               {QStringLiteral("offset"), offset},
                                               {QStringLiteral("limit"), limit}});
    std::vector<api::ConversationMessage> list;
    list.reserve(records.size());
    for (const Record &record : records)
        list.push_back(messageOf(record));
    return list;
}

int ConversationStore::messageCount(ConversationId conversation)
{
    const auto record = m_transaction.selectOne(m_scope, QStringLiteral("chat/count_messages"),
                                                {{QStringLiteral("conversation"), stored(conversation)}});
    return record ? int(record->integer(QStringLiteral("messages"))) : 0;
}

int ConversationStore::placeOf(ConversationId conversation, MessageId message)
{
    const auto record = m_transaction.selectOne(
        m_scope, QStringLiteral("chat/count_messages_before"),
        {{QStringLiteral("conversation"), stored(conversation)}, {QStringLiteral("message"), stored(message)}});
    return record ? int(record->integer(QStringLiteral("messages"))) : 0;
}

void ConversationStore::setChart(MessageId id, const std::optional<api::Chart> &chart)
{
    m_transaction.execute(
        m_scope, QStringLiteral("chat/set_chart"),
        {{QStringLiteral("id"), stored(id)},
         {QStringLiteral("chart"), chart ? QVariant(QString::fromStdString(api::toJsonText(*chart))) : QVariant()}});
}

std::optional<ConversationStore::FoundMessage> ConversationStore::findMessage(MessageId id, const Viewer &viewer)
{
    const auto record =
        m_transaction.selectOne(m_scope, QStringLiteral("chat/find_message"), {{QStringLiteral("id"), stored(id)}});
    if (!record || !find(record->id<ConversationId>(QStringLiteral("conversation_id")), viewer))
        return std::nullopt;
    return FoundMessage{record->id<ConversationId>(QStringLiteral("conversation_id")),
                        record->id<ConnectionId>(QStringLiteral("connection_id")),
                        record->text(QStringLiteral("question")),
                        record->text(QStringLiteral("status")),
                        readStored<api::Answer>(record->optionalText(QStringLiteral("answer"))),
                        readStored<api::Chart>(record->optionalText(QStringLiteral("chart")))};
}

std::vector<QString> ConversationStore::recentQuestions(ConversationId conversation, int limit)
{
    const auto records = m_transaction.select(m_scope, QStringLiteral("chat/list_questions"),
                                              {{QStringLiteral("conversation"), stored(conversation)},
                                               {QStringLiteral("limit"), limit * messagesPerQuestion}});
    std::vector<QString> questions;
    for (const Record &record : records) {
        QString question = record.text(QStringLiteral("question"));
        const auto answer = readStored<api::Answer>(record.optionalText(QStringLiteral("answer")));
        const bool isStatement = answer && answer->sql == question; // the user's own, which asks nothing
        if (!isStatement && questions.size() < size_t(limit))
            questions.push_back(std::move(question));
    }
    std::ranges::reverse(questions);
    return questions;
}

std::vector<ResultId> ConversationStore::resultsOf(ConversationId conversation)
{
    std::vector<ResultId> ids;
    for (const Record &record : m_transaction.select(m_scope, QStringLiteral("chat/list_result_ids"),
                                                     {{QStringLiteral("conversation"), stored(conversation)}}))
        ids.push_back(record.id<ResultId>(QStringLiteral("id")));
    return ids;
}

} // namespace tabletalk
