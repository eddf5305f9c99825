// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Databases.h"
#include "core/base/Problem.h"

#include <QDialog>
#include <QPointer>

class QBoxLayout;
class QLabel;
class QPushButton;
class QScrollArea;
class QStackedWidget;

namespace tabletalk::ui {

class NamePage;
class TablesPage;
class WherePage;
struct WindowContext;

/// Connects a database in three steps: where it is, what is read of it, how it is called.
/// The first step alone is enough for who wants everything under its own name.
class ConnectWizard : public QDialog
{
    Q_OBJECT

public:
    ConnectWizard(WindowContext &context, QWidget *parent);
    /// Begins with a SQLite file.
    void setFile(const QString &path);

Q_SIGNALS:
    void created(tabletalk::ConnectionId id);

private:
    enum Step { Where, Tables, Name, StepTotal };

    void buildHeading(QBoxLayout *column);
    void buildButtons(QBoxLayout *column);
    void goTo(Step step);
    Step step() const;
    void next();
    void back();
    void refresh();
    void setBusy(const QString &text);
    void test();
    void create();
    void showProblem(const Problem &problem);
    void onChanged();
    void showOutcome();

    WindowContext &m_context;
    QStackedWidget *m_pages;
    QScrollArea *m_scroll;
    WherePage *m_where;
    TablesPage *m_tables;
    NamePage *m_name;
    QLabel *m_marks[StepTotal];
    QWidget *m_busy;
    QLabel *m_busyText;
    QPushButton *m_test;
    QPushButton *m_back;
    QPushButton *m_next;
    QPushButton *m_create;
    QPointer<QWidget> m_pressed;
    QString m_cataloguedUrl; ///< whose tables the second step shows
    std::optional<api::SchemaSelection> m_selection;
    bool m_isBusy = false;
    int m_generation = 0; ///< so that what was found of another URL is dropped
};

} // namespace tabletalk::ui
