// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Organizations.h"
#include "core/base/Problem.h"

#include <QWidget>

#include <functional>

class QLabel;
class QPushButton;

namespace tabletalk::ui {

class Notice;
struct WindowContext;

/// What an owner can do about the organisation as a whole: take everything along, close it for a
/// while, delete it for good.
class EndingCard : public QWidget
{
    Q_OBJECT

public:
    EndingCard(WindowContext &context, QWidget *parent);
    /// active or closed.
    void setStatus(const QString &status);

    /// Where everything is saved to; a test has no dialog. Empty: nowhere.
    std::function<QString()> chooseFile;

private:
    void takeAlong();
    void write(const api::TenantArchiveFile &file, const QString &path);
    void close();
    void reopen();
    void remove();
    void takeState(const Result<api::TenantState> &answer);

    WindowContext &m_context;
    QLabel *m_state;
    QPushButton *m_export;
    QPushButton *m_close;
    QPushButton *m_reopen;
    Notice *m_notice;
};

} // namespace tabletalk::ui
