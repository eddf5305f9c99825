// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Databases.h"
#include "core/base/Problem.h"

#include <QDialog>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace tabletalk::ui {

class Notice;
struct WindowContext;

/// Proves that a database is only read: the four layers, what was tried on each, and the
/// words in which it was refused.
class ProofDialog : public QDialog
{
    Q_OBJECT

public:
    ProofDialog(WindowContext &context, const api::Database &database, QWidget *parent);

private:
    void prove();
    void take(const api::ReadOnlyProof &proof);
    QWidget *makeLayer(const api::ProofLayer &layer);
    void addAttempt(const api::ProofAttempt &attempt, QVBoxLayout *inside, QWidget *card);

    WindowContext &m_context;
    ConnectionId m_id;
    Notice *m_notice;
    QWidget *m_busy;
    QVBoxLayout *m_layers;
    QPushButton *m_again;
};

} // namespace tabletalk::ui
