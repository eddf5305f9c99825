// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Databases.h"
#include "core/base/Problem.h"

#include <QWidget>

#include <utility>
#include <vector>

class QBoxLayout;
class QFormLayout;
class QFrame;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace tabletalk::ui {

class IconLabel;
class Notice;
class TestSteps;
struct WindowContext;

/// How a database stands: its health, that it is only read, what it seems to be, and what
/// can be asked of it.
class OverviewTab : public QWidget
{
    Q_OBJECT

public:
    OverviewTab(WindowContext &context, QWidget *parent);

    void show(ConnectionId id);

private:
    using Fact = std::pair<QString, QString>; ///< its title and what it says

    QFrame *makeHealthCard();
    QFrame *makeReadOnlyCard();
    QFrame *makeKindCard();
    QFrame *makeAskCard();
    QFrame *makeFactsCard();
    void refresh();
    void refreshHealth(const api::Database &database);
    void refreshReadOnly(const api::Database &database);
    void refreshFacts(const api::Database &database);
    void addFact(const QString &title, const QString &text);
    void check();
    void prove();
    void fetchUnderstanding(const api::Database &database);
    void takeUnderstanding(const api::DatabaseSchema &schema);

    WindowContext &m_context;
    std::optional<ConnectionId> m_id;
    std::optional<Instant> m_understoodAt; ///< when what is shown had been read
    IconLabel *m_healthIcon;
    QLabel *m_health;
    QLabel *m_healthDetail;
    QPushButton *m_check;
    TestSteps *m_steps;
    Notice *m_checkNotice;
    QLabel *m_readOnly;
    QLabel *m_grantText;
    QLabel *m_grantSql;
    QFrame *m_kindCard;
    QLabel *m_organization;
    QLabel *m_evidence;
    QFrame *m_askCard;
    QVBoxLayout *m_examples;
    QFormLayout *m_facts;
    std::vector<Fact> m_shownFacts;
};

} // namespace tabletalk::ui
