// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/Secret.h"

#include <openssl/crypto.h>

#include <utility>

namespace tabletalk {

Secret::Secret(QByteArray &&bytes)
    : m_bytes(std::move(bytes))
{
    m_bytes.detach();
}

Secret::~Secret()
{
    wipe();
}

Secret::Secret(Secret &&other) noexcept
    : m_bytes(std::exchange(other.m_bytes, {}))
{}

Secret &Secret::operator=(Secret &&other) noexcept
{
    if (this != &other) {
        wipe();
        m_bytes = std::exchange(other.m_bytes, {});
    }
    return *this;
}

void Secret::wipe()
{
    if (!m_bytes.isEmpty())
        OPENSSL_cleanse(m_bytes.data(), static_cast<size_t>(m_bytes.size()));
    m_bytes.clear();
}

} // namespace tabletalk
