package io.vecurrent.jmh.peers;

import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_execute;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_wait;
import static org.bytedeco.dnnl.global.dnnl.dnnl_success;

import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Loader;

/** oneDNN on the CPU: an engine, a stream, and what all primitives need. */
final class OneDnn {
  final engine engine;
  final stream stream;

  /** To be used by the calling thread only: OpenMP counts threads for each of its callers. */
  OneDnn(int threads) {
    Loader.load(org.bytedeco.dnnl.global.dnnl.class);
    NativeThreads.openMp(threads);
    engine = new engine(org.bytedeco.dnnl.engine.kind.cpu, 0);
    stream = new stream(engine);
  }

  /** A description of floats in a fixed layout, or in {@code any} that a primitive may choose. */
  static memory.desc floats(memory.format_tag layout, long... dims) {
    return new memory.desc(dims, memory.data_type.f32, layout);
  }

  /** New memory, not initialised. */
  memory allocate(memory.desc desc) {
    return new memory(desc, engine);
  }

  /** New memory that holds these floats. */
  memory copy(memory.desc desc, float[] values) {
    memory memory = allocate(desc);
    floats(memory).put(values);
    return memory;
  }

  /** The same tensor in another layout: itself if it has that already. */
  memory in(memory.desc desc, memory source) {
    if (source.get_desc().equals(desc)) {
      return source;
    }
    memory target = allocate(desc);
    new reorder(source, target).execute(stream, source, target);
    stream._wait();
    return target;
  }

  /** The floats of a tensor in a layout without gaps. */
  float[] read(memory memory, memory.desc desc) {
    FloatPointer floats = floats(in(desc, memory));
    float[] values = new float[(int) floats.capacity()];
    floats.get(values);
    return values;
  }

  private static FloatPointer floats(memory memory) {
    long bytes = memory.get_desc().get_size();
    return new FloatPointer(memory.get_data_handle()).capacity(bytes / Float.BYTES);
  }

  /** Of a call of the C interface. */
  static void check(int status) {
    if (status != dnnl_success) {
      throw new IllegalStateException("oneDNN failed with status " + status);
    }
  }

  /** A primitive with its arguments, which it keeps alive. */
  Call call(primitive primitive, Map<Integer, memory> arguments) {
    return new Call(this, primitive, arguments);
  }

  /**
   * One primitive and its arguments, built once: the C interface takes them as an array, where the
   * C++ one makes a new list of a map on every call.
   */
  static final class Call {
    private final dnnl_primitive handle;
    private final dnnl_stream stream;
    private final dnnl_exec_arg_t array;
    private final int count;

    /** Freed with their last reference. */
    private final List<Object> owned;

    private Call(OneDnn oneDnn, primitive primitive, Map<Integer, memory> arguments) {
      handle = primitive.get();
      stream = oneDnn.stream.get();
      count = arguments.size();
      array = new dnnl_exec_arg_t(count);
      owned = List.of(oneDnn, primitive, List.copyOf(arguments.values()));
      int i = 0;
      for (Map.Entry<Integer, memory> argument : arguments.entrySet()) {
        array.getPointer(i).arg(argument.getKey()).memory(argument.getValue().get());
        i++;
      }
    }

    void run() {
      check(dnnl_primitive_execute(handle, stream, count, array));
      check(dnnl_stream_wait(stream));
    }
  }
}
