// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/SavedQuestions.h"
#include "ui/session/Session.h"

#include <QAbstractListModel>

namespace tabletalk::ui {

class Workspaces;

/// Saved questions: one's own and those shown in their workspace, the last changed first, or
/// those that have some words. More are fetched on scrolling.
class SavedQuestionModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { SecondLineRole = Qt::UserRole };

    /// Those of the window's workspace.
    SavedQuestionModel(Session &session, const Workspaces &workspaces, QObject *parent = nullptr);

    void reload();
    /// Those that have all of these words; none: all.
    void search(const QString &words);
    bool isSearch() const { return !m_words.isEmpty(); }
    const api::SavedQuestion *at(int row) const;
    int rowOf(SavedQuestionId id) const;
    /// As the server has it now.
    void replace(const api::SavedQuestion &question);
    void remove(SavedQuestionId id);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

Q_SIGNALS:
    void failed(const tabletalk::Problem &why);
    void loaded();

private:
    void fetch(bool first);
    void take(const api::SavedQuestionList &list, bool first);

    Session &m_session;
    const Workspaces &m_workspaces;
    std::optional<WorkspaceId> m_within; ///< whose questions are listed
    std::vector<api::SavedQuestion> m_items;
    QString m_words;
    int m_generation = 0; ///< of the list, so that late answers for another are dropped
    std::optional<QString> m_next;
    bool m_fetching = false;
};

} // namespace tabletalk::ui
