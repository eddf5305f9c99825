// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/vocabulary/VocabularyDraft.h"

#include <QPointer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QSortFilterProxyModel;
class QStackedWidget;
class QTableView;

namespace tabletalk::ui {

class EntryDialog;
class EntryModel;
class Session;

/// One list of the vocabulary with what can be done to it.
class EntrySection : public QWidget
{
    Q_OBJECT

public:
    EntrySection(Session &session, VocabularyDraft &draft, VocabularySection section, QWidget *parent);

    void setEditable(bool editable);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildTools();
    void buildTable();
    void edit(size_t row);
    void editSelected();
    void removeSelected();
    void refresh();
    std::vector<size_t> selectedRows() const; ///< of the model, last first

    Session &m_session;
    VocabularyDraft &m_draft;
    VocabularySection m_section;
    EntryModel *m_model;
    QSortFilterProxyModel *m_filtered;
    QLabel *m_purpose;
    QLineEdit *m_search;
    QPushButton *m_add;
    QPushButton *m_edit;
    QPushButton *m_remove;
    QTableView *m_table;
    QStackedWidget *m_stack;
    QPushButton *m_firstOne;
    QLabel *m_issue;
    QPointer<EntryDialog> m_dialog;
    bool m_editable = true;
};

/// What a list is for, in one sentence.
QString purposeOf(VocabularySection section);

} // namespace tabletalk::ui
