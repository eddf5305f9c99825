// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Dashboards.h"
#include "core/base/Problem.h"

#include <QDialog>

#include <memory>
#include <variant>

class QComboBox;
class QLineEdit;
class QPushButton;

namespace tabletalk::ui {

class ButtonHold;
class Notice;
class Session;

/// Pins a saved question to a dashboard of one's own, or a new one. An answer in chat is saved
/// as a question first: a dashboard holds saved questions alone.
class PinDialog : public QDialog
{
    Q_OBJECT

public:
    using Subject = std::variant<MessageId, SavedQuestionId>;

    PinDialog(Session &session, Subject subject, const QString &name, QWidget *parent);

Q_SIGNALS:
    void pinned(const tabletalk::api::Dashboard &dashboard);

private:
    void load();
    void pin();
    void makeDashboard();
    void pinTo(DashboardId dashboard);
    void refuse(const Problem &why);
    void updateState();

    Session &m_session;
    Subject m_subject;
    std::optional<WorkspaceId> m_workspace; ///< of the question, once it is saved
    QString m_name;
    QComboBox *m_dashboards;
    QLineEdit *m_newName;
    QComboBox *m_view;
    Notice *m_notice;
    QPushButton *m_pin;
    std::shared_ptr<ButtonHold> m_sent; ///< until it is pinned, or refused
};

} // namespace tabletalk::ui
