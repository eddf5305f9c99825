// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/knowledge/DocumentModel.h"

#include "core/text/Counted.h"
#include "ui/theme/Icons.h"
#include "ui/widgets/Tables.h"

#include <QLocale>

#include <algorithm>
#include <utility>

namespace tabletalk::ui {

namespace {

constexpr int pageSize = 100;

QIcon stateIcon(const api::Document &document)
{
    if (document.state == u"failed")
        return icon(QStringLiteral("warning"), IconTint::Danger);
    if (document.state != u"completed")
        return icon(QStringLiteral("clock"), IconTint::Muted);
    if (!document.active)
        return icon(QStringLiteral("eye-off"), IconTint::Muted);
    return document.problem ? icon(QStringLiteral("warning"), IconTint::Warning)
                            : icon(QStringLiteral("check"), IconTint::Success);
}

QIcon kindIcon(const api::Document &document)
{
    const bool isWeb = document.kind == u"site" || document.kind == u"page";
    return icon(isWeb ? QStringLiteral("link") : QStringLiteral("file"), IconTint::Muted);
}

} // namespace

DocumentModel::DocumentModel(Session &session, QObject *parent)
    : QAbstractTableModel(parent)
    , m_session(session)
{
    connect(&session, &Session::stateChanged, this, [this](Session::State state) {
        if (state == Session::State::Idle)
            m_failed.reset(); // of another server, or another organisation
        else if (state == Session::State::Ready)
            fetchFailed();
    });
}

void DocumentModel::setWorkspace(WorkspaceId workspace)
{
    m_workspace = workspace;
    reload();
}

void DocumentModel::setPagesOf(const api::Document &site)
{
    m_workspace = site.workspaceId;
    m_site = site.id;
    m_words.clear();
    m_state.clear();
    reload();
}

void DocumentModel::filter(const QString &words, const QString &state)
{
    if (words == m_words && state == m_state)
        return;
    m_words = words;
    m_state = state;
    reload();
}

void DocumentModel::reload()
{
    ++m_generation;
    m_fetching = false;
    beginResetModel();
    m_items.clear();
    m_pages.clear();
    m_next.reset();
    m_failed.reset();
    endResetModel();
    fetch({}, true); // of no workspace there is nothing
}

void DocumentModel::refresh(int firstRow, int lastRow)
{
    std::vector<PageStart> wanted;
    for (size_t page = 0; page < m_pages.size(); ++page) {
        const int begin = m_pages[page].after ? rowOf(*m_pages[page].after) + 1 : 0;
        if (page == 0 || (begin <= lastRow && begin + pageSize > firstRow))
            wanted.push_back(m_pages[page]);
    }
    if (wanted.empty() && !m_fetching)
        return fetch({}, true);
    for (const PageStart &start : wanted)
        fetch(start, false);
    fetchFailed();
}

void DocumentModel::fetchFailed()
{
    if (m_failed && !m_fetching)
        fetch(*std::exchange(m_failed, std::nullopt), true);
}

void DocumentModel::fetch(const PageStart &start, bool isNext)
{
    if (m_workspace.isNull() || (isNext && m_fetching))
        return;
    m_fetching = m_fetching || isNext;
    if (isNext)
        m_failed.reset(); // this is that page, or what comes instead
    api::DocumentListRequest request;
    request.workspaceId = m_workspace;
    request.limit = pageSize;
    request.cursor = start.cursor;
    request.parentId = m_site;
    if (!m_words.isEmpty())
        request.text = m_words;
    if (!m_state.isEmpty())
        request.state = m_state;
    m_session.call<api::DocumentList>(
        "documents.list", request, this,
        [this, start, isNext, generation = m_generation](const Result<api::DocumentList> &answer) {
            if (generation != m_generation)
                return;
            if (isNext)
                m_fetching = false;
            if (answer)
                return merge(start, *answer, isNext);
            if (isNext) { // scrolling does not ask again and again
                m_next.reset();
                if (answer.error().code != ProblemCode::Cancelled) // then it was of another server
                    m_failed = start;
            }
            Q_EMIT failed(answer.error());
        });
}

/// The list is in order of ids, so a page takes the place of the rows between where it begins and its last one.
void DocumentModel::merge(const PageStart &start, const api::DocumentList &list, bool isNext)
{
    const auto isAfter = [](const api::Document &document, DocumentId id) { return document.id < id; };
    size_t from = 0;
    while (start.after && from < m_items.size() && !isAfter(m_items[from], *start.after))
        ++from;
    size_t to = m_items.size();
    if (list.nextCursor && !list.items.empty()) {
        to = from;
        while (to < m_items.size() && !isAfter(m_items[to], list.items.back().id))
            ++to;
    }
    replaceRows(from, to, list.items);
    if (isNext) {
        m_pages.push_back(start);
        m_next.reset();
        if (list.nextCursor && !list.items.empty())
            m_next = PageStart{list.nextCursor, list.items.back().id};
    }
    Q_EMIT loaded();
}

bool DocumentModel::replaceRows(size_t from, size_t to, const std::vector<api::Document> &documents)
{
    const auto sameId = [](const api::Document &a, const api::Document &b) { return a.id == b.id; };
    const auto begin = m_items.begin() + qsizetype(from);
    const auto end = m_items.begin() + qsizetype(to);
    if (std::equal(begin, end, documents.begin(), documents.end(), sameId)) {
        std::ranges::copy(documents, begin);
        if (from < to)
            Q_EMIT dataChanged(index(int(from), 0), index(int(to) - 1, ColumnCount - 1));
        return false;
    }
    // What both have at the end stays, so that a choice there is kept when new ones come before it.
    size_t kept = 0;
    while (kept < to - from && kept < documents.size()
           && sameId(m_items[to - 1 - kept], documents[documents.size() - 1 - kept]))
        ++kept;
    if (from < to - kept) {
        beginRemoveRows({}, int(from), int(to - kept) - 1);
        m_items.erase(begin, begin + qsizetype(to - kept - from));
        endRemoveRows();
    }
    const size_t added = documents.size() - kept;
    if (added > 0) {
        beginInsertRows({}, int(from), int(from + added) - 1);
        m_items.insert(m_items.begin() + qsizetype(from), documents.begin(), documents.begin() + qsizetype(added));
        endInsertRows();
    }
    std::copy(documents.begin() + qsizetype(added), documents.end(), m_items.begin() + qsizetype(from + added));
    if (kept > 0)
        Q_EMIT dataChanged(index(int(from + added), 0), index(int(from + added + kept) - 1, ColumnCount - 1));
    return true;
}

const api::Document *DocumentModel::at(int row) const
{
    return row >= 0 && size_t(row) < m_items.size() ? &m_items[size_t(row)] : nullptr;
}

int DocumentModel::rowOf(DocumentId id) const
{
    const auto found = std::ranges::find(m_items, id, &api::Document::id);
    return found == m_items.end() ? -1 : int(found - m_items.begin());
}

void DocumentModel::replace(const api::Document &document)
{
    const int row = rowOf(document.id);
    if (row < 0)
        return;
    m_items[size_t(row)] = document;
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

void DocumentModel::remove(DocumentId id)
{
    const int row = rowOf(id);
    if (row < 0)
        return;
    beginRemoveRows({}, row, row);
    m_items.erase(m_items.begin() + row);
    endRemoveRows();
}

int DocumentModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_items.size());
}

int DocumentModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QString DocumentModel::stateText(const api::Document &document)
{
    if (document.state == u"pending")
        return document.problem ? tr("Waits for another attempt") : tr("Waits");
    if (document.state == u"processing")
        return document.progress > 0 ? tr("Being read, %1 %").arg(document.progress) : tr("Being read");
    if (document.state == u"failed")
        return tr("Could not be read");
    if (!document.active)
        return tr("Deactivated");
    return document.problem ? tr("Read in part") : tr("Ready");
}

QString DocumentModel::audienceText(const QString &visibility)
{
    if (visibility == u"private")
        return tr("Only who added it");
    if (visibility == u"team")
        return tr("Teams");
    if (visibility == u"shared")
        return tr("Some people");
    return visibility == u"public" ? tr("Everybody, and guests") : tr("Everybody");
}

QString DocumentModel::languageText(const QString &code)
{
    if (code.isEmpty())
        return tr("–");
    const QLocale locale(code);
    return locale.language() == QLocale::C ? code : QLocale::languageToString(locale.language());
}

QVariant DocumentModel::data(const QModelIndex &index, int role) const
{
    const api::Document *document = at(index.row());
    if (!document)
        return {};
    if (role == Qt::ToolTipRole && index.column() == State && document->problem)
        return plainToolTip(document->problem->detail);
    if (role == Qt::ToolTipRole && index.column() == Name)
        return plainToolTip(document->sourceUrl.isEmpty() ? document->name : document->sourceUrl);
    if (role == Qt::DecorationRole && index.column() == Name)
        return kindIcon(*document);
    if (role == Qt::DecorationRole && index.column() == State)
        return stateIcon(*document);
    const bool isNumber = index.column() == Size || index.column() == Passages;
    if (role == Qt::TextAlignmentRole && isNumber)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const bool isSite = document->kind == u"site";
    switch (Column(index.column())) {
    case Name:
        return document->name;
    case State:
        return stateText(*document);
    case Size:
        return isSite ? QString() : QLocale().formattedDataSize(document->size);
    case Passages:
        return isSite ? counted(document->pages, tr("one page"), tr("%1 pages"))
                      : QLocale().toString(document->passages);
    case Language:
        return isSite ? QString() : languageText(document->language);
    case Audience:
        return audienceText(document->visibility);
    case ColumnCount:
        break;
    }
    return {};
}

QVariant DocumentModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    switch (Column(section)) {
    case Name:
        return tr("Name");
    case State:
        return tr("State");
    case Size:
        return tr("Size");
    case Passages:
        return tr("Passages");
    case Language:
        return tr("Language");
    case Audience:
        return tr("Seen by");
    case ColumnCount:
        break;
    }
    return {};
}

bool DocumentModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_next && !m_fetching;
}

void DocumentModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        fetch(PageStart(*m_next), true);
}

} // namespace tabletalk::ui
