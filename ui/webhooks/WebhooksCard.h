// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Webhooks.h"
#include "core/base/Problem.h"

#include <QWidget>

class QBoxLayout;
class QCheckBox;
class QGridLayout;
class QLineEdit;
class QPushButton;
class QTableView;

namespace tabletalk::ui {

class Notice;
class TextTableModel;
struct WindowContext;

/// The addresses that are told of events, and what became of each message to them. A secret is
/// shown once, to be copied.
class WebhooksCard : public QWidget
{
    Q_OBJECT

public:
    WebhooksCard(WindowContext &context, QWidget *parent);
    void reload();

private:
    void buildNew(QBoxLayout *column);
    void buildSecret(QBoxLayout *column);
    QBoxLayout *buildButtons();
    void buildLog(QBoxLayout *column);
    void take(const api::WebhookList &list);
    const api::Webhook *chosen() const;
    std::vector<QString> wantedEvents() const;
    void updateButtons();
    void create();
    void showSecret(const Result<api::WebhookWithSecret> &answer);
    void toggleActive();
    void remove();
    void loadLog();
    void takeLog(const api::WebhookDeliveryList &log);
    void replay();
    void afterDelivery(const Result<api::WebhookDelivery> &answer);

    WindowContext &m_context;
    std::vector<api::Webhook> m_webhooks;
    TextTableModel *m_model;
    TextTableModel *m_logModel;
    QTableView *m_table;
    QTableView *m_log;
    QWidget *m_details;
    QLineEdit *m_url;
    QGridLayout *m_eventGrid;
    std::vector<QCheckBox *> m_events;
    QPushButton *m_create;
    QPushButton *m_test;
    QPushButton *m_pause;
    QPushButton *m_newSecret;
    QPushButton *m_remove;
    QPushButton *m_replay;
    QWidget *m_shown;
    QLineEdit *m_secret;
    Notice *m_notice;
};

} // namespace tabletalk::ui
