// Scratch memory for kernels: floats aligned to 64 bytes. Grows and never shrinks; growing loses the content. New
// memory is not initialised.
#pragma once

#include <cstddef>
#include <memory>
#include <new>

namespace tallybook {

class AlignedFloats {
public:
    float* data() { return data_.get(); }
    const float* data() const { return data_.get(); }
    size_t size() const { return size_; }

    void grow(size_t size) {
        if (size <= size_) return;
        data_.reset();
        data_.reset(static_cast<float*>(::operator new (size * sizeof(float), std::align_val_t{64})));
        size_ = size;
    }

private:
    struct Free {
        void operator()(float* p) const { ::operator delete (p, std::align_val_t{64}); }
    };
    std::unique_ptr<float, Free> data_;
    size_t size_ = 0;
};

}  // namespace tallybook
