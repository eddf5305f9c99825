// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/tenant/TextTableModel.h"

#include <QWidget>

class QLabel;
class QTableView;

namespace tabletalk::ui {

class EmptyState;

/// A short table of texts in which one row is chosen, as high as its rows, and words in its place where there are
/// none. Filled anew, it keeps what was chosen.
class RowList : public QWidget
{
    Q_OBJECT

public:
    static constexpr int usualLines = 8;

    struct Form
    {
        QString objectName; ///< of the table
        QString accessibleName;
        QStringList headings; ///< the first column has the room that the others leave
        QString none;
        QString noneName = {}; ///< object name of these words
        int mostLines = usualLines;
        QString noneIcon = {}; ///< of what the whole panel is about: the words stand below it, with a title
    };

    RowList(const Form &form, QWidget *parent);

    void setRows(std::vector<TextTableModel::Row> rows);
    /// title: for a list with a noneIcon.
    void setNone(const QString &words, const QString &title = {});
    /// The chosen row; -1 for none.
    int chosen() const;
    QString chosenId() const { return m_model->idAt(chosen()); }
    void choose(const QString &id);
    QTableView *table() const { return m_table; }

Q_SIGNALS:
    /// Another row was chosen, or the chosen one is gone.
    void chosenChanged();
    void activated();

private:
    int m_mostLines;
    bool m_isFilling = false;
    TextTableModel *m_model;
    QTableView *m_table;
    QWidget *m_none;
    QLabel *m_noneWords = nullptr;
    EmptyState *m_noneState = nullptr;
};

} // namespace tabletalk::ui
