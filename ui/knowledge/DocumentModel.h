// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Documents.h"
#include "ui/session/Session.h"

#include <QAbstractTableModel>

namespace tabletalk::ui {

/// The documents of a workspace, newest first. Fetched in pages as they come into view, and page by page again when
/// something changed, so that thousands of rows cost no more than those that are looked at.
class DocumentModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Name, State, Size, Passages, Language, Audience, ColumnCount };

    explicit DocumentModel(Session &session, QObject *parent = nullptr);

    void setWorkspace(WorkspaceId workspace);
    /// Those of a web site instead of the workspace's own.
    void setPagesOf(const api::Document &site);
    /// Those with all of the words, in that state; empty: all.
    void filter(const QString &words, const QString &state);
    bool isFiltered() const { return !m_words.isEmpty() || !m_state.isEmpty(); }
    /// Begins anew.
    void reload();
    /// The pages that these rows are on, as they are now; and the first, where new ones come. A next page that could
    /// not be fetched is fetched again, as it is once the session is back.
    void refresh(int firstRow, int lastRow);
    const api::Document *at(int row) const;
    int rowOf(DocumentId id) const;
    void replace(const api::Document &document);
    void remove(DocumentId id);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

    static QString stateText(const api::Document &document);
    static QString languageText(const QString &code);
    static QString audienceText(const QString &visibility);

Q_SIGNALS:
    void failed(const tabletalk::Problem &why);
    void loaded();

private:
    /// Where a page begins: after which document.
    struct PageStart
    {
        std::optional<QString> cursor;
        std::optional<DocumentId> after;
    };

    void fetch(const PageStart &start, bool isNext);
    void fetchFailed();
    void merge(const PageStart &start, const api::DocumentList &list, bool isNext);
    bool replaceRows(size_t from, size_t to, const std::vector<api::Document> &documents);

    Session &m_session;
    WorkspaceId m_workspace;
    std::optional<DocumentId> m_site;
    QString m_words;
    QString m_state;
    std::vector<api::Document> m_items;
    std::vector<PageStart> m_pages; ///< that were fetched
    std::optional<PageStart> m_next;
    std::optional<PageStart> m_failed; ///< where the next page begins, that could not be fetched
    int m_generation = 0;              ///< of the list, so that late answers for another are dropped
    bool m_fetching = false;
};

} // namespace tabletalk::ui
