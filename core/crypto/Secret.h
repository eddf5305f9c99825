// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace tabletalk {

/// Bytes that must not leak: a key, a password on its way. Wiped when it goes, moved but
/// never copied, and without any way to be printed or compared by accident.
class Secret
{
public:
    Secret() = default;
    /// Takes the bytes over. The caller should hold no other copy of them.
    explicit Secret(QByteArray &&bytes);
    ~Secret();
    Secret(Secret &&other) noexcept;
    Secret &operator=(Secret &&other) noexcept;
    Secret(const Secret &) = delete;
    Secret &operator=(const Secret &) = delete;

    bool isEmpty() const { return m_bytes.isEmpty(); }
    /// For the cryptographic functions; valid as long as the secret.
    QByteArrayView reveal() const { return m_bytes; }

private:
    void wipe();
    QByteArray m_bytes;
};

} // namespace tabletalk
