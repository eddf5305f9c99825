// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Charts.h"
#include "ui/chat/AnswerState.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QMenu;
class QPushButton;
class QToolButton;

namespace tabletalk::ui {

class Session;

/// Changes how an answer is drawn: kind, axis, figures, series, title. What fits is drawn at
/// once and kept with the answer on the server; what does not is said in words.
class ChartEditor : public QWidget
{
    Q_OBJECT

public:
    ChartEditor(Session &session, QWidget *parent = nullptr);

    /// Whether there is anything that could be drawn.
    static bool canDraw(const AnswerState &state);
    void setAnswer(const AnswerState &state);
    /// Draws what stands there, if nothing is drawn yet.
    void begin();

Q_SIGNALS:
    /// Nothing: as suggested.
    void chosen(const std::optional<tabletalk::api::Chart> &chart);

private:
    QComboBox *makeBox(const QString &name, const QString &label);
    void fillColumns();
    void display(const std::optional<api::Chart> &chart);
    void showFigures();
    void adapt();
    void take();
    void send(const std::optional<api::Chart> &chart);
    void say(const QString &text);
    ask::ChartSpec spec() const;
    std::vector<QString> figures() const;

    Session &m_session;
    MessageId m_message;
    std::vector<ResultColumn> m_columns;
    qint64 m_rowCount = 0;
    std::optional<api::Chart> m_suggested;
    bool m_isDrawn = false;
    bool m_filling = false;
    QComboBox *m_kind;
    QComboBox *m_x;
    QComboBox *m_group;
    QPushButton *m_figuresButton;
    QMenu *m_figures;
    QCheckBox *m_stacked;
    QLineEdit *m_title;
    QPushButton *m_suggest;
    QLabel *m_note;
};

} // namespace tabletalk::ui
