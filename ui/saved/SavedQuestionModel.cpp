// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/saved/SavedQuestionModel.h"

#include "ui/session/Workspaces.h"
#include "ui/theme/Icons.h"
#include "ui/widgets/Tables.h"

#include <algorithm>

namespace tabletalk::ui {

namespace {

constexpr int pageSize = 50;

} // namespace

SavedQuestionModel::SavedQuestionModel(Session &session, const Workspaces &workspaces, QObject *parent)
    : QAbstractListModel(parent)
    , m_session(session)
    , m_workspaces(workspaces)
{
    connect(&workspaces, &Workspaces::changed, this, [this] {
        if (m_within != m_workspaces.currentId() && m_generation > 0)
            reload(); // the list began before it was known
    });
}

void SavedQuestionModel::reload()
{
    ++m_generation;
    m_fetching = false;
    fetch(true);
}

void SavedQuestionModel::search(const QString &words)
{
    if (words == m_words)
        return;
    m_words = words;
    reload();
}

void SavedQuestionModel::fetch(bool first)
{
    if (m_fetching)
        return;
    m_fetching = true;
    api::SavedQuestionListRequest request;
    request.limit = pageSize;
    m_within = m_workspaces.currentId();
    request.workspaceId = m_within;
    if (!first)
        request.cursor = m_next;
    if (!m_words.isEmpty())
        request.text = m_words;
    m_session.call<api::SavedQuestionList>(
        "savedQuestions.list", request, this,
        [this, first, generation = m_generation](const Result<api::SavedQuestionList> &answer) {
            if (generation != m_generation)
                return;
            m_fetching = false;
            if (answer)
                return take(*answer, first);
            m_next.reset(); // scrolling does not ask again and again
            Q_EMIT failed(answer.error());
        });
}

void SavedQuestionModel::take(const api::SavedQuestionList &list, bool first)
{
    m_next = list.nextCursor;
    if (first) {
        beginResetModel();
        m_items = list.items;
        endResetModel();
    } else if (!list.items.empty()) {
        const int begin = int(m_items.size());
        beginInsertRows({}, begin, begin + int(list.items.size()) - 1);
        m_items.insert(m_items.end(), list.items.begin(), list.items.end());
        endInsertRows();
    }
    Q_EMIT loaded();
}

const api::SavedQuestion *SavedQuestionModel::at(int row) const
{
    return row >= 0 && size_t(row) < m_items.size() ? &m_items[size_t(row)] : nullptr;
}

int SavedQuestionModel::rowOf(SavedQuestionId id) const
{
    const auto found = std::ranges::find(m_items, id, &api::SavedQuestion::id);
    return found == m_items.end() ? -1 : int(found - m_items.begin());
}

void SavedQuestionModel::replace(const api::SavedQuestion &question)
{
    const int row = rowOf(question.id);
    if (row < 0)
        return;
    m_items[size_t(row)] = question;
    Q_EMIT dataChanged(index(row), index(row));
}

void SavedQuestionModel::remove(SavedQuestionId id)
{
    const int row = rowOf(id);
    if (row < 0)
        return;
    beginRemoveRows({}, row, row);
    m_items.erase(m_items.begin() + row);
    endRemoveRows();
}

int SavedQuestionModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_items.size());
}

QVariant SavedQuestionModel::data(const QModelIndex &index, int role) const
{
    const api::SavedQuestion *question = index.isValid() ? at(index.row()) : nullptr;
    if (!question)
        return {};
    const QString who = question->mine                  ? QString()
                        : question->ownerName.isEmpty() ? tr("somebody who left")
                                                        : question->ownerName;
    switch (role) {
    case Qt::DisplayRole:
        return question->name;
    case Qt::DecorationRole:
        return icon(question->visibility == u"workspace" ? QStringLiteral("organization") : QStringLiteral("lock"),
                    IconTint::Muted);
    case Qt::ToolTipRole:
        return plainToolTip(question->question.isEmpty() ? question->name : question->question);
    case SecondLineRole:
        return who.isEmpty() ? question->databaseName : QString(question->databaseName + u" · " + who);
    case Qt::AccessibleTextRole:
        return tr("%1, about %2, %3")
            .arg(question->name, question->databaseName, who.isEmpty() ? tr("your own") : tr("of %1").arg(who));
    default:
        return {};
    }
}

bool SavedQuestionModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_next && !m_fetching;
}

void SavedQuestionModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        fetch(false);
}

} // namespace tabletalk::ui
