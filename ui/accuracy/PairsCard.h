// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/AccuracyTests.h"
#include "core/base/Problem.h"

#include <QWidget>

#include <functional>
#include <optional>

class QBoxLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QTableView;

namespace tabletalk::ui {

class Notice;
class TextTableModel;
struct WindowContext;

/// The questions of a database with the statements that answer them: added by hand or from a file,
/// changed and removed. Which do not hold any more stands beside them.
class PairsCard : public QWidget
{
    Q_OBJECT

public:
    PairsCard(WindowContext &context, QWidget *parent);

    void show(ConnectionId id);
    void take(const api::AccuracyState &state);

    /// A seam for tests: which file to import; empty for none.
    std::function<QString()> chooseFile;

Q_SIGNALS:
    void changed();

private:
    QBoxLayout *buildButtons();
    void buildEditor(QBoxLayout *column);
    void updateButtons();
    const api::AccuracyPair *chosen() const;
    void edit(const api::AccuracyPair *pair);
    void save();
    void remove();
    void importFile();
    void ended(const std::optional<Problem> &problem, const QString &success = {});

    WindowContext &m_context;
    std::optional<ConnectionId> m_id;
    std::optional<AccuracyPairId> m_edited; ///< nothing: a new one
    std::vector<api::AccuracyPair> m_pairs;
    TextTableModel *m_model;
    QTableView *m_table;
    QLabel *m_none;
    QPlainTextEdit *m_sql; ///< of the chosen one
    Notice *m_notice;
    QPushButton *m_add;
    QPushButton *m_change;
    QPushButton *m_remove;
    QPushButton *m_import;
    QWidget *m_editor;
    QLineEdit *m_question;
    QPlainTextEdit *m_statement;
    QPushButton *m_save;
};

} // namespace tabletalk::ui
