// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/saved/SavedQuestionStore.h"

#include "core/api/Codec.h"
#include "core/text/SearchText.h"

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr qsizetype mostFindable = 2'000;

/// A pattern for LIKE with '!' before what it would take for more than itself.
QString patternFor(QString word)
{
    for (const char16_t special : {u'!', u'%', u'_'})
        word.replace(QChar(special), QString(u'!' + QString(QChar(special))));
    return QString(u'%' + word + u'%');
}

QVariant storedChart(const std::optional<api::Chart> &chart)
{
    return chart ? QVariant(QString::fromStdString(api::toJsonText(*chart))) : QVariant();
}

std::optional<api::Chart> chartIn(const std::optional<QString> &text)
{
    if (!text)
        return std::nullopt;
    const QByteArray utf8 = text->toUtf8();
    const auto json = api::parseJson({utf8.constData(), size_t(utf8.size())});
    auto chart = json ? api::fromJson<api::Chart>(*json) : std::unexpected(Problem());
    return chart ? std::optional(*std::move(chart)) : std::nullopt;
}

/// What all writing statements bind.
Bindings bindingsOf(const api::SavedQuestion &saved)
{
    const QString findable = searchText(QString(saved.name + u' ' + saved.question)).left(mostFindable);
    return {{u"id"_s, stored(saved.id)},
            {u"name"_s, saved.name},
            {u"question"_s, saved.question.isNull() ? u""_s : saved.question},
            {u"sql"_s, saved.sql},
            {u"chart"_s, storedChart(saved.chart)},
            {u"visibility"_s, saved.visibility},
            {u"search_text"_s, findable.isNull() ? u""_s : findable},
            {u"now"_s, stored(saved.updatedAt)}};
}

api::SavedQuestion savedIn(const Record &row, UserId reader)
{
    api::SavedQuestion saved;
    saved.id = row.id<SavedQuestionId>(u"id"_s);
    saved.workspaceId = row.id<WorkspaceId>(u"workspace_id"_s);
    saved.databaseId = row.id<ConnectionId>(u"connection_id"_s);
    saved.databaseName = row.text(u"database_name"_s);
    saved.name = row.text(u"name"_s);
    saved.question = row.text(u"question"_s);
    saved.sql = row.text(u"sql"_s);
    saved.chart = chartIn(row.optionalText(u"chart"_s));
    saved.visibility = row.text(u"visibility"_s);
    saved.ownerId = row.id<UserId>(u"user_id"_s);
    saved.ownerName = row.text(u"owner_name"_s);
    saved.mine = saved.ownerId == reader;
    saved.createdAt = row.instant(u"created_at"_s);
    saved.updatedAt = row.instant(u"updated_at"_s);
    return saved;
}

} // namespace

void SavedQuestionStore::insert(const api::SavedQuestion &saved)
{
    Bindings values = bindingsOf(saved);
    values.set(u"workspace"_s, stored(saved.workspaceId));
    values.set(u"connection"_s, stored(saved.databaseId));
    values.set(u"user"_s, stored(saved.ownerId));
    m_transaction.execute(m_scope, u"saved/insert"_s, values);
}

int SavedQuestionStore::countIn(WorkspaceId workspace)
{
    const auto row =
        m_transaction.selectOne(m_scope, u"saved/count_in_workspace"_s, {{u"workspace"_s, stored(workspace)}});
    return row ? int(row->integer(u"saved"_s)) : 0;
}

std::optional<api::SavedQuestion> SavedQuestionStore::find(SavedQuestionId id, const Viewer &viewer)
{
    const auto row = m_transaction.selectOne(
        m_scope, u"saved/find"_s,
        {{u"id"_s, stored(id)}, {u"user"_s, stored(viewer.user)}, {u"is_guest"_s, viewer.isGuest ? 1 : 0}});
    return row ? std::optional(savedIn(*row, viewer.user)) : std::nullopt;
}

void SavedQuestionStore::update(const api::SavedQuestion &saved)
{
    m_transaction.execute(m_scope, u"saved/update"_s, bindingsOf(saved));
}

void SavedQuestionStore::remove(SavedQuestionId id)
{
    m_transaction.execute(m_scope, u"saved/delete"_s, {{u"id"_s, stored(id)}});
}

std::vector<api::SavedQuestion> SavedQuestionStore::list(const Viewer &viewer, const Page &page)
{
    Bindings values{{u"user"_s, stored(viewer.user)},
                    {u"is_guest"_s, viewer.isGuest ? 1 : 0},
                    {u"anywhere"_s, page.within ? 0 : 1},
                    {u"workspace"_s, page.within ? page.within->toString() : u""_s},
                    {u"from_start"_s, page.before ? 0 : 1},
                    {u"before_at"_s, stored(page.beforeAt)},
                    {u"before_id"_s, page.before ? page.before->toString() : u""_s},
                    {u"limit"_s, page.limit}};
    for (size_t i = 0; i < mostWords; ++i)
        values.set(QString(u"word" + QString::number(i + 1)),
                   i < page.words.size() ? patternFor(page.words[i]) : u"%"_s);
    std::vector<api::SavedQuestion> found;
    for (const Record &row : m_transaction.select(m_scope, u"saved/list"_s, values))
        found.push_back(savedIn(row, viewer.user));
    return found;
}

} // namespace tabletalk
