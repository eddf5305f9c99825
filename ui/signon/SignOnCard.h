// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/SignOn.h"
#include "core/base/Problem.h"

#include <QWidget>

class QBoxLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QTableView;

namespace tabletalk::ui {

class Notice;
class TextTableModel;
struct WindowContext;

/// Who signs the organisation's people in besides passwords.
class SignOnCard : public QWidget
{
    Q_OBJECT

public:
    SignOnCard(WindowContext &context, QWidget *parent);
    void reload();

private:
    void buildNew(QBoxLayout *column);
    QBoxLayout *buildButtons();
    void take(const api::SignOnProviderList &list);
    const api::SignOnProvider *chosen() const;
    void updateButtons();
    void create();
    void edit(const api::SignOnProvider &provider);
    void toggleActive();
    void remove();
    void afterChange(const Result<api::SignOnProvider> &answer);

    WindowContext &m_context;
    std::vector<api::SignOnProvider> m_providers;
    bool m_isInPlan = true;
    TextTableModel *m_model;
    QTableView *m_table;
    QLabel *m_notInPlan;
    QLineEdit *m_name = nullptr;
    QLineEdit *m_issuer = nullptr;
    QPushButton *m_create = nullptr;
    QPushButton *m_edit = nullptr;
    QPushButton *m_switch = nullptr;
    QPushButton *m_remove = nullptr;
    Notice *m_notice;
};

} // namespace tabletalk::ui
