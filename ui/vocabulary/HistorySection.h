// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/vocabulary/VocabularyDraft.h"

#include <QWidget>

class QPushButton;
class QTableView;

namespace tabletalk::ui {

class HistoryModel;
class Session;

/// Every save of the vocabulary, and the way back to any of them.
class HistorySection : public QWidget
{
    Q_OBJECT

public:
    HistorySection(Session &session, VocabularyDraft &draft, QWidget *parent);

    void setEditable(bool editable);
    /// Reads the first page again.
    void reload();

Q_SIGNALS:
    void failed(const tabletalk::Problem &problem);

private:
    void fetch();
    void refresh();
    void restoreSelected();

    Session &m_session;
    VocabularyDraft &m_draft;
    HistoryModel *m_model;
    QTableView *m_table;
    QPushButton *m_restore;
    QPushButton *m_more;
    std::optional<QString> m_cursor;
    int m_reading = 0;
    bool m_editable = true;
};

} // namespace tabletalk::ui
